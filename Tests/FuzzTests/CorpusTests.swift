import Foundation
import FuzzProperties
import Testing

/// What the fuzzer has found to be different from all else goes through the same properties again.
@Suite struct `The corpus` {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fuzz/corpus")

    @Test(arguments: FuzzTarget.allCases)
    func `breaks no property`(target: FuzzTarget) throws {
        let folder = Self.corpus.appending(path: target.rawValue)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!files.isEmpty)
        for file in files {
            let input = try Data(contentsOf: folder.appending(path: file))
            #expect(throws: Never.self, "fuzz/corpus/\(target.rawValue)/\(file)") {
                try target.check(Array(input))
            }
        }
    }

    @Test func `has a folder for every target and no other`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(folders.sorted() == FuzzTarget.allCases.map(\.rawValue).sorted())
    }
}
