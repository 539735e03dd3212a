import Foundation
import TestSupport
import Testing

@testable import Twined

@Suite("Allowed roots")
struct AllowedRootsTests {
    private let folder: TemporaryFolder
    private let roots: AllowedRoots
    private let root: String

    init() throws {
        folder = try TemporaryFolder()
        try folder.fill([
            "in/a.txt": "a", "in/sub/b.txt": "b", "out/secret": "s", "inner/x": "", "in/é/c": "c",
        ])
        roots = try AllowedRoots([folder.file("in")])
        root = try #require(roots.folders.first)
    }

    @Test(arguments: ["a.txt", "./sub/../a.txt", "sub//b.txt", "é/c", "new/file", "sub", "."])
    func `let a path through that stays below`(path: String) throws {
        #expect(try roots.path(path).hasPrefix(root))
        #expect(try roots.path("\(root)/\(path)") == roots.path(path))
    }

    @Test(arguments: [
        "..", "../out/secret", "/etc/passwd", "/", "sub/../../out/secret", "../inner/x",
        "a.txt/../../../out", "../../../../../../etc/passwd", "../in-2", "../inner",
        "new/../../out/secret", "file:///etc/passwd", "FILE://x", "gs://bucket/file",
        "http://host/x", "https://host/x", "s3://b/x", "a\0b", "\0", "../out/secret\0a.txt", "",
        String(repeating: "a/", count: 2_100),
    ])
    func `refuse every other`(path: String) throws {
        let error = failure { _ = try roots.path(path) }
        #expect(error != nil)
        #expect(failure { _ = try Datafile(path: path, under: roots) } == error)
    }

    @Test func `say where a path leads, and what is allowed`() throws {
        try folder.link("in/link", to: "../out")
        let error = try #require(failure { _ = try roots.path("link/secret") })
        #expect(error.reason == .refused)
        let resolved = try #require(try AllowedRoots([folder.file("out")]).folders.first)
        #expect(
            error.description
                == "\(root)/link/secret leads to \(resolved)/secret, outside the allowed folders: \(root)"
        )
    }

    @Test(arguments: [
        "../out/secret", "/etc/passwd", "sub/back/../../out/secret", "/proc/self/root",
    ])
    func `refuse links that lead out`(target: String) throws {
        try folder.link("in/sub/back", to: "..")
        try folder.link("in/link", to: target)
        #expect(reason { _ = try Datafile(path: "link", under: roots).bytes() } != nil)
        #expect(reason { _ = try Dataset(folder: ".", under: roots) } != nil)
        #expect(reason { _ = try Dataset(folder: "link", under: roots) } != nil)
    }

    @Test func `follow links that stay below`() throws {
        try folder.link("in/link", to: "sub/b.txt")
        try folder.link("in/back", to: "\(root)/sub")
        #expect(try Datafile(path: "link", under: roots).bytes() == Array("b".utf8))
        #expect(try Datafile(path: "back/b.txt", under: roots).bytes() == Array("b".utf8))
    }

    @Test func `hold for a file that becomes a link after it was named`() throws {
        let file = try Datafile(path: "sub/b.txt", under: roots)
        try FileManager.default.removeItem(atPath: file.path)
        try folder.link("in/sub/b.txt", to: folder.file("out/secret"))
        #expect(reason { _ = try file.bytes() } == .refused)
        try FileManager.default.removeItem(atPath: folder.file("in/sub"))
        try folder.fill(["out/b.txt": "s"])
        try folder.link("in/sub", to: folder.file("out"))
        #expect(reason { _ = try file.bytes() } == .refused)
    }

    @Test func `hold between the check of a path and its opening`() throws {
        // What `open` does after the check, with a link where a folder was.
        let open = try Descriptor(folder: root)
        try folder.link("in/link", to: folder.file("out"))
        #expect(reason { _ = try Descriptor("link", in: open, .passing) } != nil)
        #expect(reason { _ = try Descriptor("link", in: open, .reading) } == .refused)
        #expect(reason { _ = try Descriptor("link", in: open, .creating) } != nil)
    }

    @Test func `hold while a folder is swapped for a link again and again`() async throws {
        try folder.fill(["in/swapped/file": "public", "out/file": "secret"])
        try folder.link("in/link", to: folder.file("out"))
        let file = try Datafile(path: "swapped/file", under: roots)
        let (place, link, aside) = (
            folder.file("in/swapped"), folder.file("in/link"), folder.file("in/aside")
        )
        let swapping = Task {
            while !Task.isCancelled {
                for (old, new) in [(place, aside), (link, place), (place, link), (aside, place)] {
                    rename(old, new)
                }
            }
        }
        var (reads, refusals) = (0, 0)
        for _ in 0..<20_000 {
            do {
                #expect(try file.bytes() == Array("public".utf8))
                reads += 1
            } catch {
                refusals += 1
            }
        }
        swapping.cancel()
        await swapping.value
        #expect(reads + refusals == 20_000)
    }

    @Test func `keep copies and metadata below, too`() throws {
        let dataset = try Dataset(folder: "sub", under: roots)
        #expect(reason { _ = try dataset.copied(to: "../out/copy", under: roots) } == .refused)
        try folder.link("in/sub/.octue", to: folder.file("out/secret"))
        #expect(reason { _ = try Dataset(folder: "sub", under: roots) } == .refused)
    }

    @Test func `do not wait for a pipe`() throws {
        #expect(mkfifo(folder.file("in/pipe"), 0o600) == 0)
        #expect(reason { _ = try Datafile(path: "pipe", under: roots).bytes() } == .malformed)
        #expect(reason { _ = try Dataset(folder: ".", under: roots) } == .malformed)
    }

    @Test func `need folders that exist`() {
        #expect(reason { _ = try AllowedRoots([]) } == .refused)
        #expect(reason { _ = try AllowedRoots([folder.file("none")]) } == .missing)
    }
}
