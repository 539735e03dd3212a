import Foundation
import Testing

/// The suite that every engine has to pass. `make conformance` runs it and prints the table, which
/// stands in `docs/conformance.md` too; `BUSNODE_UPDATE_DOCS=1 swift test --filter ConformanceTests`
/// writes it there.
@Suite struct `Conformance` {
    private static let root =
        #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    private static let environment = ProcessInfo.processInfo.environment
    private static let printsTable = environment["BUSNODE_CONFORMANCE"] == "1"

    /// The cases to run: those whose names hold `BUSNODE_CONFORMANCE_CASE`, all unless given.
    private static let chosen = ConformanceTable.cases.filter {
        guard let part = environment["BUSNODE_CONFORMANCE_CASE"] else { return true }
        return $0.name.contains(part)
    }

    @Test(.disabled(if: printsTable), arguments: chosen)
    func `is what the state machine shows`(_ promise: ConformanceCase) async throws {
        try await run(promise, on: .memory)
    }

    /// One after the other: its clock goes on by itself, too.
    @Test(.serialized, .disabled(if: printsTable), arguments: chosen)
    func `is what the backbone behind its sockets shows`(_ promise: ConformanceCase) async throws {
        try await run(promise, on: .sockets)
    }

    private func run(_ promise: ConformanceCase, on kind: EngineKind) async throws {
        switch try await promise.run(on: kind) {
        case .passed: break
        case .skipped(let reason): try Test.cancel("\(reason)")
        case .failed(let reason): Issue.record("\(promise.name): \(reason)")
        }
    }

    @Test func `names every feature, and proves it or says why it is not offered`() {
        for feature in Feature.allCases {
            let proofs = ConformanceTable.cases.filter { $0.proves.contains(feature) }
            switch feature.standing {
            case .offered: #expect(!proofs.isEmpty, "no case proves \(feature.rawValue)")
            case .notOffered(let reason): #expect(proofs.isEmpty && !reason.isEmpty)
            case .provenBy(let path, _):
                #expect(FileManager.default.fileExists(atPath: Self.root + "/" + path))
            }
        }
    }

    @Test func `has one case of a name`() {
        let names = ConformanceTable.cases.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `stands in the documents as it is`() throws {
        let path = Self.root + "/docs/conformance.md"
        var text = try String(contentsOfFile: path, encoding: .utf8)
        let table = ConformanceTable.markdown()
        if Self.environment["BUSNODE_UPDATE_DOCS"] == "1" {
            let begin = text.range(of: "| feature |")?.lowerBound ?? text.endIndex
            let end = text.range(of: "\n\n", range: begin..<text.endIndex)
            let rest = end.map { text[text.index(after: $0.lowerBound)...] } ?? ""
            text = String(text[..<begin]) + table + rest
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(text.contains(table))
    }

    @Test(.enabled(if: printsTable))
    func `can be printed as a table`() async throws {
        var failed: Set<String> = []
        for promise in ConformanceTable.cases {
            for kind in EngineKind.allCases {
                guard case .failed(let reason) = try await promise.run(on: kind) else { continue }
                failed.insert(promise.name)
                print("FAILED on \(kind): \(promise.name): \(reason)")
            }
        }
        print(ConformanceTable.markdown(failed: failed))
        #expect(failed.isEmpty)
    }
}
