import TestSupport
import Testing
import Topics

@testable import Twined

@Suite("A manifest")
struct ManifestTests {
    private let folder: TemporaryFolder
    private let roots: AllowedRoots

    init() throws {
        folder = try TemporaryFolder()
        try folder.fill(["data/met/a.csv": "hello", "data/met/b.csv": "", "secret": "s"])
        roots = try AllowedRoots([folder.file("data")])
    }

    @Test func `reads back as it is written, by path and by object`() throws {
        let met = try Dataset(folder: "met", under: roots)
        let named = try Dataset(
            files: [met.files[0]], path: "met", name: "n", tags: DataTags(["t": 1]), under: roots)
        let manifest = Manifest(["whole": met, "named": named], name: "m")
        let json = manifest.jsonValue
        #expect(json["datasets"]?["whole"] == .string(met.path))
        #expect(json["datasets"]?["named"]?["files"] == [.string(met.files[0].path)])
        let read = try Manifest(json, under: roots)
        #expect(read.id == manifest.id && read.name == "m")
        #expect(try read.hash() == manifest.hash())
        #expect(try read.dataset("named").tags["t"] == 1)
        #expect(read.jsonValue == json)
        #expect(reason { _ = try read.dataset("other") } == .missing)
    }

    @Test func `with hashes is verified`() throws {
        let manifest = try Manifest(folders: ["met": folder.file("data/met")])
        let json = try manifest.measured().jsonValue
        let file = json["datasets"]?["met"]?["files"]?[0]
        #expect(file?["hash"] == "mnG7TA==" && file?["size"] == 5)
        let read = try Manifest(json, under: roots)
        try read.verify()
        #expect(try read.measured() == read && read.jsonValue == json)
        try folder.write(Array("jello".utf8), to: "data/met/a.csv")
        let error = failure { try read.verify() }
        #expect(error?.reason == .mismatch)
        #expect(error?.description.hasSuffix("and its manifest says mnG7TA==") == true)
        try folder.write(Array("hell".utf8), to: "data/met/a.csv")
        #expect(
            failure { try read.verify() }?.description
                .hasSuffix("has 4 bytes, and its manifest says 5") == true)
        #expect(
            reason { _ = try read.copied(to: "out", run: "a-b", under: roots) } == .mismatch)
    }

    @Test(arguments: [
        ("[]", "a manifest is an object"), ("{}", "/datasets of a manifest"),
        (#"{"id": "x", "datasets": {}}"#, "/id"), (#"{"datasets": {"k": 3}}"#, "/datasets/k"),
        (#"{"datasets": {"k": "../.."}}"#, "/datasets/k of the manifest"),
        (#"{"datasets": {"k": "gs://b/d"}}"#, "copy it under an allowed folder"),
        (#"{"datasets": {"k": {"files": ["met/a.csv", "/etc/passwd"]}}}"#, "/datasets/k/files/1"),
        (#"{"datasets": {"k": {"files": [{"path": "../secret"}]}}}"#, "/datasets/k/files/0"),
        (#"{"datasets": {"k": {"files": [{"path": "met/a.csv", "hash": "x"}]}}}"#, "CRC-32C"),
        (#"{"datasets": {"k": {"files": [{"path": "met/a.csv", "size": -1}]}}}"#, "size"),
        (#"{"datasets": {"k": {"files": [{}]}}}"#, "path"), (#"{"datasets": {"k": {}}}"#, "files"),
        (#"{"datasets": {"k": {"path": "met", "labels": ["A"]}}}"#, "no label"),
        (#"{"datasets": {"k": {"path": "met", "tags": {"A": 1}}}}"#, "no name of a tag"),
        (#"{"datasets": {"k": {"path": "/", "files": ["met/a.csv"]}}}"#, "/datasets/k"),
        ("{", "JSON"),
        (
            #"{"datasets": {"k": {"files": [{"path": "met/a.csv", "timestamp": 1e300}]}}}"#,
            "no time"
        ),
    ])
    func `that is wrong is refused with the place`(text: String, part: String) throws {
        let error = failure { _ = try Manifest(parsing: Array(text.utf8), under: roots) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "accepted")")
    }

    @Test func `has limits with names`() throws {
        var limits = DataLimits.standard
        limits.manifestBytes = 10
        let text = Array(#"{"datasets": {}}"#.utf8)
        #expect(
            failure { _ = try Manifest(parsing: text, under: roots, limits: limits) }?.description
                == "the manifest has 16 bytes, and the limit is 10")
        limits = .standard
        limits.filesPerDataset = 1
        let named: JSONValue = ["datasets": ["k": ["files": ["met/a.csv", "met/b.csv"]]]]
        #expect(reason { _ = try Manifest(named, under: roots, limits: limits) } == .overLimit)
        limits = .standard
        limits.filesPerManifest = 3
        let twice: JSONValue = ["datasets": ["j": "met", "k": "met"]]
        #expect(reason { _ = try Manifest(twice, under: roots, limits: limits) } == .overLimit)
        limits.datasetsPerManifest = 0
        #expect(reason { _ = try Manifest(named, under: roots, limits: limits) } == .overLimit)
        limits.bytesInOnePiece = 4
        let file = try Datafile(path: "met/a.csv", under: roots)
        #expect(reason { _ = try file.bytes(limits: limits) } == .overLimit)
    }

    @Test func `gives files in pieces`() throws {
        let content = RecordedHashes.seeded(1, 600_000)
        try folder.write(content, to: "data/met/b.csv")
        var (read, sizes): ([UInt8], [Int]) = ([], [])
        try Datafile(path: "met/b.csv", under: roots).read { piece in
            read += piece
            sizes.append(piece.count)
        }
        #expect(read == content)
        #expect(sizes.count == 3 && sizes.allSatisfy { $0 <= 1 << 18 })
    }
}
