import Testing
import Topics

struct RoundTripTests {
    @Test(arguments: CommandCode.allCases)
    func `every command is read back as it was written`(_ code: CommandCode) throws {
        var values = RandomValues(seed: UInt64(code.rawValue))
        for round in 0..<300 {
            let command = try values.command(code)
            let correlation: UInt64 = values.number()
            let frame = command.frame(correlation: correlation)

            let decoded = try decode(frame, payload: command.payload)
            #expect(decoded.command == command, "round \(round)")
            #expect(decoded.correlation == correlation, "round \(round)")
            #expect(decoded.command.code == code)
            #expect((command.payload != nil) == code.hasPayload)
        }
    }

    @Test func `there is only one way to write a command`() throws {
        var values = RandomValues(seed: 2)
        for _ in 0..<2_000 {
            let (command, correlation) = try values.anyCommand()
            let frame = command.frame(correlation: correlation)
            let decoded = try decode(frame, payload: command.payload)
            #expect(decoded.command.frame(correlation: correlation) == frame)
        }
    }

    @Test func `the correlation of a frame is found without reading the rest`() throws {
        var values = RandomValues(seed: 3)
        for _ in 0..<500 {
            let (command, correlation) = try values.anyCommand()
            var frame = command.frame(correlation: correlation)
            frame[3] = 0xFF
            #expect(frame.withUnsafeBytes { Command.correlation(of: $0) } == correlation)
            frame[0] = 0
            #expect(frame.withUnsafeBytes { Command.correlation(of: $0) } == 0)
            #expect(frame.prefix(11).withUnsafeBytes { Command.correlation(of: $0) } == 0)
        }
    }

    @Test func `a question is kept without its payload and read back`() throws {
        var values = RandomValues(seed: 4)
        for _ in 0..<300 {
            guard case .ask(let question, _) = try values.command(.ask) else { continue }
            #expect(try Question(decoding: question.encoded) == question)
            #expect(throws: WireError.trailingBytes(1)) {
                try Question(decoding: question.encoded + [0])
            }
        }
    }

    @Test func `the largest of everything fits into a frame`() throws {
        let key = { (position: Int) in
            String(position) + String(repeating: "k", count: 256 - String(position).count)
        }
        let values = Dictionary(
            uniqueKeysWithValues: (0..<100).map { (key($0), String(repeating: "ß", count: 512)) })
        let part = String(repeating: "a", count: 80)
        let revision = try ServiceRevision(
            "\(part)/\(part):\(String(repeating: "1", count: 128))")
        let name = String(repeating: "n", count: WireLimits.name)
        var question = Question(
            id: .random(), event: .random(), asked: Timestamp(microseconds: .max),
            parent: revision, recipient: revision, softwareVersion: name)
        (question.memory, question.ephemeralStorage, question.contentType) = (name, name, name)
        question.attributes = try Attributes(values)

        let command = Command.ask(question, .empty)
        let frame = command.frame(correlation: .max)
        #expect(frame.count <= WireLimits.commandFrame)
        let decoded = try decode(frame, payload: .empty)
        #expect(decoded.command == command)
        #expect(question.attributes.dictionary == values)
    }
}
