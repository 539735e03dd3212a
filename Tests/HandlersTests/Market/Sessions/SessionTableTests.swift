import MarketEngine
import Store
import Testing
import Topics

@testable import Handlers

struct SessionTableTests {
    private let store: MarketStore
    private let now = Timestamp(seconds: 1_790_000_000)

    private struct Undone: Error {}

    init() throws {
        store = try MarketStore(Connection(path: ":memory:"))
    }

    private func terms(_ number: UInt32) -> SessionTerms {
        var terms = SessionTerms(MarketSettings(), after: nil, number: Int64(number))
        terms.price = Double(number) * 500_000
        terms.weights[0] = Double(number)
        terms.parameters.horizonHours = Int(number)
        return terms
    }

    private func says(_ number: Int64, _ terms: SessionTerms) throws -> Bool {
        let session = try #require(try store.sessions.session(number))
        return session.price == terms.price && session.weights == terms.weights
            && session.parameters == terms.parameters && session.seed == terms.seed
    }

    @Test func `sessions have their own terms, in whatever order they are read`() throws {
        for number in 1...3 as ClosedRange<UInt32> {
            let staged = try store.sessions.stage(terms(number), at: now)
            var session = try #require(try store.sessions.session(staged))
            for state in [SessionState.open, .closed, .finished] {
                session.move(to: state, at: now)
            }
            try store.sessions.save(session)
        }
        for number in [1, 2, 1, 3, 3, 2] as [Int64] {
            #expect(try says(number, terms(UInt32(number))))
        }
    }

    @Test func `a session that was not staged after all leaves nothing behind`() throws {
        #expect(throws: Undone.self) {
            try store.connection.transaction {
                let number = try store.sessions.stage(terms(1), at: now)
                #expect(try says(number, terms(1)))
                throw Undone()
            }
        }
        let number = try store.sessions.stage(terms(2), at: now)
        #expect(try says(number, terms(2)))
    }
}
