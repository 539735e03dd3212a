import TestSupport
import Testing
import Topics

@testable import Twined

@Suite("A metadata file")
struct MetadataFileTests {
    private let recorded = RecordedHashes.all.document["metadata"]?.string ?? ""

    @Test func `is read as the original writes it`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["a.csv": "", "b.csv": "", ".octue": recorded])
        let dataset = try Dataset(folder: folder.path)
        #expect(dataset.id.description == "33333333-3333-4333-8333-333333333333")
        #expect(dataset.name == "raw" && dataset.tags["site"] == "north")
        #expect(dataset.labels.sorted == ["mast", "met"])
        let (first, second) = (dataset.files[0], dataset.files[1])
        #expect(first.id.description == "11111111-1111-4111-8111-111111111111")
        #expect(first.timestamp?.description == "2019-12-08T01:02:03.000400+00:00")
        #expect(first.tags["unit"] == "m/s é\n" && first.tags["kinds"]?["_type"] == "set")
        #expect(first.labels.sorted == ["met-mast", "timeseries"])
        #expect(second.timestamp == nil && second.labels == .none)
    }

    @Test func `is written as the original writes it`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["a.csv": "", "b.csv": "", ".octue": recorded])
        let dataset = try Dataset(folder: folder.path)
        try folder.write([], to: ".octue")
        try folder.write(Array("{}".utf8), to: ".octue")
        for file in dataset.files { try file.updateMetadata() }
        try dataset.updateMetadata()
        let text = String(decoding: try folder.bytes(of: ".octue"), as: UTF8.self)
            .replacing("busnode-\(BusNodeVersion.text)", with: "0.69.1")
            .replacing(dataset.path, with: "/FOLDER")
        #expect(try JSONValue(parsing: text) == JSONValue(parsing: recorded))
    }

    @Test func `keeps what others wrote`() throws {
        let folder = try TemporaryFolder()
        try folder.fill(["a": "", ".octue": #"{"other": 1, "datafiles": {"b": {"x": 1}}}"#])
        let file = try Datafile(path: folder.file("a"))
        try file.updateMetadata()
        let document = try MetadataFile(ofFolder: folder.path).document
        #expect(document["other"] == 1 && document["datafiles"]?["b"] == ["x": 1])
        #expect(try Datafile(path: folder.file("a")).id == file.id)
        #expect(try Dataset(folder: folder.path).files.map(\.name) == ["a"])
    }

    @Test func `counts more than what is given, unless it is ignored`() throws {
        let folder = try TemporaryFolder()
        var file = try Datafile(path: folder.file("a"), labels: DataLabels(words: "stored"))
        file.timestamp = Timestamp(microseconds: 1_500_000)
        try file.updateMetadata()
        let given = try DataLabels(words: "given")
        #expect(try Datafile(path: file.path, labels: given).labels.sorted == ["stored"])
        #expect(try Datafile(path: file.path).timestamp == file.timestamp)
        let other = try Datafile(path: file.path, labels: given, ignoresMetadata: true)
        #expect(other.labels == given && other.id != file.id)
    }

    @Test(arguments: [
        "", "nonsense", "[]", #"{"datafiles": {"a": 3}}"#, #"{"datafiles": {"a": {"id": 3}}}"#,
    ])
    func `that is damaged is an error and stays as it is`(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.fill([".octue": text])
        #expect(reason { _ = try Datafile(path: folder.file("a")) } == .malformed)
        #expect(try folder.bytes(of: ".octue") == Array(text.utf8))
    }

    @Test func `takes changes of many at once and loses none`() async throws {
        let folder = try TemporaryFolder()
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    try Datafile(path: folder.file("\(number)"), ignoresMetadata: true)
                        .updateMetadata()
                }
            }
            try await group.waitForAll()
        }
        let names = try MetadataFile(ofFolder: folder.path).document["datafiles"]?.object?.keys
        #expect(names?.count == 40)
        #expect(try Dataset(folder: folder.path).files.isEmpty)
    }

    @Test(arguments: ["", "A", "-a", "a-", "a_b", "é", "a b"])
    func `has labels and names of tags of a fixed grammar`(text: String) throws {
        #expect(reason { _ = try DataLabels([text]) } == .malformed)
        if text != "a_b" { #expect(reason { _ = try DataTags([text: 1]) } == .malformed) }
        #expect(try DataLabels(words: " met\n mast-2 met ").sorted == ["mast-2", "met"])
        #expect(try DataTags(["a_b": 1, "0": 2])["a_b"] == 1)
    }
}
