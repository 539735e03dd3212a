/// How trees of questions are shared out among the revisions of a service.
public struct RevisionWeights: Hashable, Sendable {
    /// The most revisions that share: more are no experiment any more.
    public static let countLimit = 100
    /// The largest weight: in millionths any share can be said.
    public static let weightLimit: Int64 = 1_000_000

    /// The weight of each revision; at least one is more than 0.
    public let weights: [RevisionTag: Int64]

    /// Weights, or nil when they are not 1 to `countLimit` of 0 to `weightLimit`, or all are 0.
    public init?(_ weights: [RevisionTag: Int64]) {
        guard (1...Self.countLimit).contains(weights.count),
            weights.values.allSatisfy({ (0...Self.weightLimit).contains($0) }),
            weights.values.contains(where: { $0 > 0 })
        else { return nil }
        self.weights = weights
    }

    /// The revisions that have a weight of more than 0, in the order of their tags' bytes.
    public var tags: [RevisionTag] {
        weights.filter { $0.value > 0 }.keys.sorted {
            $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
        }
    }

    /// The revision that most trees of questions get; of those that get as many, the first by its tag.
    public var heaviest: RevisionTag {
        let tags = tags
        guard let first = tags.first else { preconditionFailure("one weight is more than 0") }
        return tags.dropFirst().reduce(first) { best, tag in
            weights[tag, default: 0] > weights[best, default: 0] ? tag : best
        }
    }

    /// The weights of these revisions alone; nil when none of them has one.
    public func among(_ kept: Set<RevisionTag>) -> RevisionWeights? {
        RevisionWeights(weights.filter { kept.contains($0.key) })
    }

    /// The revision that a tree of questions gets: always the same one for the same weights.
    ///
    /// - Parameters:
    ///   - question: the question at the root of the tree.
    ///   - service: the service, so that its shares do not depend on those of another one.
    public func choice(for question: QuestionID, of service: ServiceName) -> RevisionTag {
        let tags = tags
        let total = tags.reduce(UInt64(0)) { $0 + UInt64(weights[$1, default: 0]) }
        var place = Self.hash(of: question, service) % total
        for tag in tags {
            let weight = UInt64(weights[tag, default: 0])
            if place < weight { return tag }
            place -= weight
        }
        preconditionFailure("the place is below the sum of all weights")
    }

    /// FNV-1a of 64 bits over the service's name, a zero byte and the sixteen bytes of the question, mixed as
    /// MurmurHash3 does at its end (docs/registry.md, "Shares of trees of questions").
    static func hash(of question: QuestionID, _ service: ServiceName) -> UInt64 {
        var bytes = Array(service.description.utf8) + [0]
        for half in [question.high, question.low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
            }
        }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }

    /// The weights by tag, in the order of the tags.
    var json: JSONValue {
        var object: JSONObject = [:]
        let tags = weights.keys.sorted {
            $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
        }
        for tag in tags { object[tag.text] = JSONValue(Int(weights[tag, default: 0])) }
        return .object(object)
    }
}
