import TestSupport
import Testing
import Topics

@testable import Twined

@Suite("Datasets and manifests")
struct DatasetTests {
    @Test(arguments: RecordedHashes.all.list("datasets"))
    func `have the hashes of the original`(record: JSONValue) throws {
        let folder = try TemporaryFolder()
        let dataset = try record.written(to: folder.file("set"))
        for file in dataset.files {
            let recorded = record["hashes"]?[dataset.relativePath(of: file)]?.string
            #expect(try file.hash().description == recorded)
        }
        #expect(dataset.files.count == record["files"]?.object?.count)
        #expect(try dataset.hash().description == record["hash"]?.string)
    }

    @Test(arguments: RecordedHashes.all.list("manifests"))
    func `make manifests with the hashes of the original`(record: JSONValue) throws {
        let folder = try TemporaryFolder()
        var datasets: [String: Dataset] = [:]
        for (key, place) in record["datasets"]?.object ?? [:] {
            let files = RecordedHashes.all.list("datasets")[place.integer ?? 0]
            datasets[key] = try files.written(to: folder.file(place.text()))
        }
        #expect(try Manifest(datasets).hash().description == record["hash"]?.string)
    }

    @Test func `leave links to folders out and read links to files`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["set/a.txt": "a", "other/b.txt": "b"])
        try folder.link("set/folder", to: folder.file("other"))
        try folder.link("set/file", to: "../other/b.txt")
        let dataset = try Dataset(folder: folder.file("set"))
        #expect(dataset.files.map(\.name) == ["a.txt", "file"])
        #expect(try dataset.files[1].bytes() == Array("b".utf8))
    }

    @Test func `can be of one folder alone`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["set/a.txt": "a", "set/inner/b.txt": "b"])
        let dataset = try Dataset(folder: folder.file("set/"), isRecursive: false)
        #expect(dataset.files.map(\.name) == ["a.txt"])
        #expect(dataset.name == "set")
    }

    @Test func `have a limit of files`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["set/a": "", "set/b": "", "set/in/c": ""])
        var limits = DataLimits.standard
        limits.filesPerDataset = 2
        #expect(
            reason { _ = try Dataset(folder: folder.file("set"), limits: limits) } == .overLimit)
    }

    @Test func `are missing when there is no folder, or are a file`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["file": ""])
        #expect(reason { _ = try Dataset(folder: folder.file("none")) } == .missing)
        #expect(reason { _ = try Dataset(folder: folder.file("file")) } == .missing)
        #expect(reason { _ = try Datafile(path: folder.file("none")).hash() } == .missing)
        #expect(reason { _ = try Datafile(path: folder.path).hash() } == .malformed)
    }

    @Test func `copy their files and what is known about them`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["set/a.txt": "a", "set/inner/b.txt": "b"])
        var file = try Datafile(path: folder.file("set/inner/b.txt"))
        file.tags = try DataTags(["site": "north"])
        try file.updateMetadata()
        var dataset = try Dataset(folder: folder.file("set"))
        dataset.labels = try DataLabels(["raw"])
        let copies = try Manifest(["in": dataset])
            .copied(to: folder.file("out"), run: "quick-fox")
        let copy = try copies.dataset("in")
        #expect(copy.path.hasSuffix("/out/quick-fox/in"))
        #expect(copy.labels.sorted == ["raw"] && copy.id == dataset.id && copy.name == "set")
        #expect(copy.files.map(copy.relativePath) == ["a.txt", "inner/b.txt"])
        #expect(copy.files[1].tags["site"] == "north" && copy.files[1].id == file.id)
        #expect(try copy.hash() == dataset.hash())
        #expect(
            reason {
                _ = try Manifest(["in": dataset]).copied(to: folder.file("out"), run: "quick-fox")
            }
                == .failed)
        #expect(
            reason { _ = try Manifest(["../x": dataset]).copied(to: folder.path, run: "a") }
                == .malformed)
    }

    @Test func `are named by an attribute's order, and have to be a sequence if asked`() throws {
        let folder = try TemporaryFolder()
        let files = try [2, 0, 1].map { number in
            try Datafile(
                path: folder.file("\(number)"), tags: DataTags(["sequence": JSONValue(number)]))
        }
        let ordered = try files.ordered(by: "tags__sequence", startingAt: 0, increment: 1)
        #expect(ordered.map(\.name) == ["0", "1", "2"])
        #expect(try files.ordered(by: "name", isReversed: true).map(\.name) == ["2", "1", "0"])
        #expect(
            reason { _ = try files.ordered(by: "tags__sequence", startingAt: 1) } == .brokenSequence
        )
        #expect(
            reason { _ = try files.ordered(by: "tags__sequence", increment: 2) } == .brokenSequence)
        #expect(reason { _ = try files.ordered(by: "tags__other") } == .malformed)
    }
}
