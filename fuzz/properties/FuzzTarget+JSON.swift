import Topics

extension FuzzTarget {
    static func checkJSON(_ text: [UInt8]) throws(BrokenProperty) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: text)
        } catch {
            return try hold(!error.description.isEmpty, "a refusal has a reason")
        }
        try checkLayouts(of: value)
    }

    static func checkTopology(_ text: [UInt8]) throws(BrokenProperty) {
        let topology: Topology
        do throws(TopologyError) {
            topology = try Topology(parsing: text)
        } catch {
            return try hold(!error.description.isEmpty, "a refusal has a reason")
        }
        let again = try? Topology(parsing: topology.json.bytes(.pretty))
        try hold(again == topology, "a topology is read as it was written")
        try hold(
            Set(topology.startOrder) == Set(topology.nodes), "every node has a place in the order")
        for node in topology.nodes {
            try hold(topology.node(named: node.name) == node, "a node is found by its name")
            _ = topology.environment(of: node)
        }
    }

    static func checkRegistry(_ text: [UInt8]) throws(BrokenProperty) {
        guard let json = try? JSONValue(parsing: text) else { return }
        try check(json, as: RegistrationRequest.self)
        try check(json, as: RegistrationReply.self)
        try check(json, as: ResolutionRequest.self)
        try check(json, as: ResolutionReply.self)
        try check(json, as: DescriptionRequest.self)
        try check(json, as: RevisionDescription.self)
        try check(json, as: ListingRequest.self)
        try check(json, as: ListingReply.self)
        try check(json, as: RegistryChange.self)
        try check(json, as: RegistryRefusal.self)
        try check(json, as: RegistryPolicy.self)
        try check(json, as: PolicyRequest.self)
        try check(json, as: PolicyReply.self)
        try check(json, as: ChannelRequest.self)
        try check(json, as: HistoryReply.self)
        try check(json, as: DeprecationRequest.self)
        try check(json, as: DeregistrationRequest.self)
        try check(json, as: DefaultRequest.self)
    }

    private static func checkLayouts(of value: JSONValue) throws(BrokenProperty) {
        for layout in [JSONLayout.compact, .canonical, .pretty] {
            let written = value.bytes(layout)
            guard let again = try? JSONValue(parsing: written) else {
                throw BrokenProperty("JSON that was written \(layout) can be read")
            }
            try hold(again == value, "JSON is read as it was written \(layout)")
            try hold(again.hashValue == value.hashValue, "equal values have equal hashes")
            try hold(again.bytes(layout) == written, "JSON is written \(layout) in one way")
        }
        if let number = value.number, let integer = number.integer {
            try hold(JSONNumber(integer) == number, "a number that is an integer equals it")
        }
        let encoded = try? JSONValue(encoding: value)
        try hold(encoded == value, "a JSON value is encoded as itself")
        let decoded = try? value.decode(as: JSONValue.self)
        try hold(decoded == value, "a JSON value is decoded as itself")
    }

    private static func check<Message: Codable & Equatable>(
        _ json: JSONValue, as type: Message.Type
    ) throws(BrokenProperty) {
        let message: Message
        do {
            message = try json.decode(as: type)
        } catch {
            let isOurs = error is FieldErrors || error is DecodingError
            return try hold(isOurs, "a \(type) is refused for its fields, not with \(error)")
        }
        let again = try? JSONValue(encoding: message).decode(as: type)
        try hold(again == message, "a \(type) is read as it was written")
    }
}
