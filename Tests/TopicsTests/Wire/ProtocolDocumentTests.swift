import Foundation
import Testing
import Topics

/// docs/protocol.md is all that an implementer in another language has; it must not fall behind.
struct ProtocolDocumentTests {
    private let document: String

    init() throws {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        document = try String(
            contentsOf: folder.appending(path: "docs/protocol.md"), encoding: .utf8)
    }

    @Test(arguments: CommandCode.allCases)
    func `every command has a section with its number and what it is for`(
        _ code: CommandCode
    ) throws {
        let heading = "\n### \(code)\n\n"
        let start = try #require(document.range(of: heading)).upperBound
        let section = document[start...].prefix(while: { $0 != "#" })
        #expect(section.hasPrefix(number(of: code)))
        #expect(section.prefix { $0 != "\n" }.contains("with payload") == code.hasPayload)
        let hasFields = ![.ping, .pong, .bye].contains(code)
        #expect(section.contains("| offset | field | type | meaning |") == hasFields)
    }

    @Test(arguments: CommandCode.allCases)
    func `every command is in the grammar and in the table of commands`(_ code: CommandCode) {
        let byte = "%x" + number(of: code).dropFirst(2)
        let rule = code == .message ? "message-again" : code.description.lowercased()
        let isRule = { (line: Substring) in
            line.split(separator: " ").prefix(4).map(String.init)
                == [rule, "=", "signature", byte]
        }
        #expect(document.split(separator: "\n").contains(where: isRule))
        #expect(document.contains("| \(code) | \(number(of: code)) | "))
    }

    @Test(
        arguments: [
            .malformed, .unsupportedVersion, .unknownCommand, .unexpectedCommand, .unsupported,
            .tooLarge, .noSession, .limitReached, .notFound, .conflict, .nobodyServes,
            .staleAttempt,
            .questionEnded, .notLeased, .peerLost, .failed,
        ] as [ErrorCode])
    func `every error code is explained`(_ code: ErrorCode) {
        #expect(document.contains("\n| `\(code)` | "))
    }

    @Test(arguments: EventKind.allCases)
    func `every kind of event has a number and a body`(_ kind: EventKind) {
        #expect(kind == .question || document.contains("\(kind.rawValue) `\(kind)`"))
        #expect(document.contains("\n| `\(kind)` "))
    }

    @Test(arguments: [
        ("payload", WireLimits.payload), ("command frame", WireLimits.commandFrame),
        ("part of a message (`ZMQ_MAXMSGSIZE`)", WireLimits.part),
        ("attributes of a message", WireLimits.attributes),
        ("key of an attribute", WireLimits.attributeKey),
        ("value of an attribute", WireLimits.attributeValue),
        ("name, revision, content type, key, code, address, method", WireLimits.name),
        ("detail, reason, filter on the wire", WireLimits.text),
        ("filter", AttributeFilter.byteLimit), ("items in a list", WireLimits.list),
        ("namespace, service name", ServiceName.partLengthLimit),
        ("revision tag", RevisionTag.lengthLimit),
        ("REJECT, EXTEND", Int(LeaseChange.millisecondsLimit)),
    ])
    func `every limit is written as it is`(_ name: String, _ limit: Int) {
        let grouped = limit.formatted(.number.locale(Locale(identifier: "en_US")))
        #expect(document.contains("\n| \(name) | \(grouped) "))
    }

    @Test func `the worked example is the fixed frame of a HELLO`() throws {
        let start = try #require(document.range(of: "```hex\n")).upperBound
        let end = try #require(document[start...].range(of: "```")).lowerBound
        let digits = document[start..<end].split(separator: "\n")
            .flatMap { $0.prefix { $0 != ";" }.filter { !$0.isWhitespace } }
        let hello = try WireVectors.load().accepted.first { $0.name == "hello" }
        #expect(String(digits) == hello?.frame)
    }

    private func number(of code: CommandCode) -> String {
        let digits = String(code.rawValue, radix: 16, uppercase: true)
        return "0x" + (digits.count == 1 ? "0" + digits : digits)
    }
}
