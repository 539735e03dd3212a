import Registry
import Topics

extension FuzzTarget {
    static func checkFilter(_ text: String) throws(BrokenProperty) {
        let filter: AttributeFilter
        do throws(FilterError) {
            filter = try AttributeFilter(text)
        } catch {
            return try hold(error.offset <= text.utf8.count, "a refusal names a place in the text")
        }
        let normal = filter.description
        // A character of one byte may have an escape of four: the normal form may be over the limit.
        guard normal.utf8.count <= AttributeFilter.byteLimit else { return }
        guard let again = try? AttributeFilter(normal) else {
            throw BrokenProperty("the normal form \(normal) can be read")
        }
        try hold(again == filter, "\(normal) is equal to what it is the normal form of")
        try hold(again.hashValue == filter.hashValue, "equal filters have equal hashes")
        try hold(again.description == normal, "\(normal) is its own normal form")
        let everything = { (key: String) -> String? in key }
        for attributes in [{ _ in nil }, everything, { filter.requiredValues[$0] }] {
            try hold(
                filter.matches(attributes) == again.matches(attributes),
                "\(normal) matches the same messages")
        }
        if filter.matches([:]) {
            try hold(filter.requiredValues.isEmpty, "what needs nothing requires nothing")
        }
    }

    static func checkNames(_ text: String) throws(BrokenProperty) {
        try check(text, TopicName.init)
        try check(text, SubscriptionName.init)
        try check(text, RevisionTag.init)
        try check(text, ServiceName.init)
        try check(text, ServiceReference.init)
        try check(text, ServiceRevision.init)
        if let revision = try? ServiceRevision(text) {
            let again = ServiceRevision(service: revision.service, tag: revision.tag)
            try hold(again == revision, "a revision is its service and its tag")
        }
        if let id = try? QuestionID(text) {
            try hold(id.description == text.lowercased(), "an identifier is written in lower case")
        }
    }

    static func checkTimestamp(_ text: String) throws(BrokenProperty) {
        guard let time = try? Timestamp(text) else { return }
        let again = try? Timestamp(time.description)
        try hold(again == time, "\(time) is read as it was written")
    }

    static func checkEndpoint(_ text: String) throws(BrokenProperty) {
        guard let endpoint = try? Endpoint(text) else { return }
        try hold(endpoint.text == text, "an endpoint is written as it was read")
        guard case .tcp(let host, let port) = endpoint.address else { return }
        try hold(text.utf8.allSatisfy { $0 < 0x80 }, "an endpoint of TCP is ASCII")
        let plain = try? Endpoint("tcp://\(host):\(port.map(String.init) ?? "*")")
        try hold(plain == endpoint, "an endpoint is equal to its address")
    }

    static func checkVersions(_ text: String) throws(BrokenProperty) {
        let lines = text.split(separator: "\n", maxSplits: 2).map(String.init)
        for line in lines { _ = (try? RevisionTag(line))?.version }
        let versions = lines.compactMap { Version($0) }
        for version in versions {
            let again = Version(version.description)
            try hold(again == version, "\(version) is read as it was written")
            try hold(again?.description == version.description, "\(version) is its normal form")
            try hold(!(version < version), "\(version) does not come before itself")
        }
        for left in versions {
            for right in versions {
                try hold(!(left < right && right < left), "\(left) and \(right) have one order")
                guard left == right else { continue }
                try hold(left.hashValue == right.hashValue, "\(left) has the hash of \(right)")
            }
        }
        try checkOrder(of: versions)
    }

    /// Both "comes before" and "is equal" pass from the first over the second to the third.
    private static func checkOrder(of versions: [Version]) throws(BrokenProperty) {
        for first in versions {
            for second in versions {
                for third in versions where !(second < first) && !(third < second) {
                    try hold(!(third < first), "\(first), \(second) and \(third) have one order")
                }
            }
        }
    }

    private static func check<Name: CustomStringConvertible>(
        _ text: String, _ read: (String) throws(NameError) -> Name
    ) throws(BrokenProperty) {
        guard let name = try? read(text) else { return }
        try hold(name.description == text, "a \(Name.self) is written as it was read")
    }
}
