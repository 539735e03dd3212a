import Foundation
import Registry
import Testing

struct VersionTests {
    /// One line a rank, ascending; versions on one line are equal.
    private static let order = [
        ["1.0.0.dev1"], ["1.0.0-alpha", "1.0a0"], ["1.0.0a1"], ["1.0.0-beta"], ["1.0.0-beta-1-2"],
        ["1.0.0.beta-2"], ["1.0.0-beta.10"], ["1.0.0rc1"], ["1.0.0-rc.2"], ["1.0.0c3"],
        ["1.0.0-pre4"], ["1.0.0", "v1.0.0", "1.0", "1", "1.0.0.0", "01.0.0"], ["1.0.0+build"],
        ["1.0.0.post1", "1.0.0-1", "1.0.0-r1"], ["1.0.0-rev2"], ["1.0.1"], ["1.1"], ["V2.0"],
        ["2024.04.11"], ["1234567"], ["1!0.1"],
    ]

    @Test func `versions are in the order of PEP 440`() throws {
        let versions = try Self.order.map { try $0.map { try #require(Version($0)) } }
        for (rank, equals) in versions.enumerated() {
            for version in equals {
                #expect(equals.allSatisfy { $0 == version && $0.hashValue == version.hashValue })
                #expect(versions[..<rank].joined().allSatisfy { $0 < version && $0 != version })
            }
        }
    }

    @Test(arguments: [
        "latest", "main", "default", "a3eb45", "1e5", "hungry-hippo", "", "v", ".1", "1.", "1..0",
        "1.0.0_1", "0.12.4-production", "1.2.3-SNAPSHOT", "1.0.0--1", "1.0.0-", "1.0.0-final",
        "1.0.0-hotfix", "1_0_0", "1-0-0", "1.x", "1.0.0-alpha.beta", "1.0.0-0.3.7", "1.0+",
        "1.0+a.", "1!", "1!2!3", "1.0\n", " 1.0", "１.0", "1.0é",
    ])
    func `is no version`(text: String) {
        #expect(Version(text) == nil)
    }

    @Test(arguments: [
        ("v1.0", "1.0"), ("1.0.0-BETA-1-2", "1.0.0b1.post2"), ("01.002", "1.2"),
        ("1.0preview-dev", "1.0rc0.dev0"), ("0!1", "1"), ("2!1.0+Ubuntu-01", "2!1.0+ubuntu.1"),
        ("1.0-rev-3_dev_4", "1.0.post3.dev4"),
    ])
    func `is written in its normal form`(text: String, normal: String) {
        #expect(Version(text)?.description == normal)
    }

    @Test func `a number may have more digits than fit a machine word`() throws {
        let digits = String(repeating: "9", count: 60)
        let large = try #require(Version("1.\(digits)"))
        let larger = try #require(Version("1.1\(digits)"))
        #expect(large < larger)
        #expect(larger.description == "1.1\(digits)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a long text that is no version is refused in one pass`() {
        for piece in ["1.", "1-", "a1", "1.0a-1-", "+a.", "dev"] {
            #expect(Version(String(repeating: piece, count: 200_000) + "!") == nil)
        }
    }

    @Test func `versions are read, written and ordered as Python does it`() throws {
        let vectors = try Self.vectors()
        var ranked: [(rank: Int, version: Version)] = []
        for vector in vectors {
            let version = Version(vector.text)
            #expect(version?.description == vector.normal, "\(vector.text)")
            if let version, let rank = vector.rank { ranked.append((rank, version)) }
        }
        #expect(ranked.count > 300 && vectors.count - ranked.count > 50)
        for (index, left) in ranked.enumerated() {
            for right in ranked[index...] where !Self.agrees(left, right) {
                Issue.record("\(left) and \(right) are in another order")
            }
        }
    }

    private static func agrees(
        _ left: (rank: Int, version: Version), _ right: (rank: Int, version: Version)
    ) -> Bool {
        (left.version < right.version) == (left.rank < right.rank)
            && (right.version < left.version) == (right.rank < left.rank)
    }

    private struct Vector {
        let rank: Int?
        let text: String
        let normal: String?
    }

    private static func vectors() throws -> [Vector] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = tests.appendingPathComponent("../Fixtures/pep440-versions.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return try lines.filter { !$0.hasPrefix("#") }.map { line in
            let fields = line.split(separator: "\t").map(String.init)
            try #require(fields.count == 3, "\(line)")
            return Vector(
                rank: Int(fields[0]), text: fields[1], normal: fields[0] == "-" ? nil : fields[2])
        }
    }
}
