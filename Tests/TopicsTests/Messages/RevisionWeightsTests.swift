import Testing
import Topics

struct RevisionWeightsTests {
    /// The vectors of docs/registry.md: a service, a question, the hash modulo 10.
    @Test(arguments: [
        ("my-org/wind", "00000000-0000-4000-8000-000000000001", 8),
        ("my-org/waves", "00000000-0000-4000-8000-000000000001", 3),
        ("my-org/wind", "00000000-0000-4000-8000-000000000002", 4),
        ("my-org/waves", "00000000-0000-4000-8000-000000000002", 7),
        ("my-org/wind", "f81d4fae-7dec-41d0-a765-00a0c91e6bf6", 3),
        ("my-org/waves", "f81d4fae-7dec-41d0-a765-00a0c91e6bf6", 1),
    ])
    func `everybody computes the same share`(service: String, question: String, place: Int) throws {
        var weights: [RevisionTag: Int64] = [:]
        for number in 0..<10 { weights[try RevisionTag("\(number)")] = 1 }
        let all = try #require(RevisionWeights(weights))
        #expect(
            all.choice(for: try QuestionID(question), of: try ServiceName(service)).text
                == "\(place)")
    }

    @Test func `a weight of 0 gets nothing, and the heaviest comes first`() throws {
        let (one, two) = (try RevisionTag("1"), try RevisionTag("2"))
        let weights = try #require(RevisionWeights([one: 0, two: 1]))
        #expect(weights.tags == [two])
        #expect(weights.heaviest == two)
        #expect(try #require(RevisionWeights([one: 1, two: 1])).heaviest == one)
        #expect(weights.among([one]) == nil)
        for low in 0..<10 as Range<UInt64> {
            let service = try ServiceName("my-org/wind")
            #expect(weights.choice(for: QuestionID(high: 1, low: low), of: service) == two)
        }
    }

    @Test(arguments: [[:], ["1": 0], ["1": -1], ["1": 1_000_001]] as [[String: Int64]])
    func `weights that share nothing out are none`(values: [String: Int64]) throws {
        var weights: [RevisionTag: Int64] = [:]
        for (tag, weight) in values { weights[try RevisionTag(tag)] = weight }
        #expect(RevisionWeights(weights) == nil)
    }
}
