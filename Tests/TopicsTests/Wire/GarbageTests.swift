import Testing
import Topics

struct GarbageTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `random bytes are refused or read, and never trap`(_ seed: UInt64) {
        var values = RandomValues(seed: 0x300 + seed)
        for _ in 0..<4_000 {
            let frame = values.bytes(upTo: 200)
            readAndWriteAgain(frame, payload: values.flag() ? .empty : nil)
        }
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `random bytes after a good header are refused or read, and never trap`(_ seed: UInt64) {
        var values = RandomValues(seed: 0x400 + seed)
        for _ in 0..<4_000 {
            let code = values.element(of: CommandCode.allCases)
            var frame = FrameWriter(code, correlation: values.number()).bytes
            frame += values.bytes(upTo: 200)
            readAndWriteAgain(frame, payload: code.hasPayload ? .empty : nil)
        }
    }

    @Test(arguments: CommandCode.allCases)
    func `damaged commands are refused or read, and never trap`(_ code: CommandCode) throws {
        var values = RandomValues(seed: 0x500 + UInt64(code.rawValue))
        for _ in 0..<1_000 {
            let command = try values.command(code)
            var frame = command.frame(correlation: 1)
            for _ in 0..<values.number(in: 1...3) {
                frame[values.number(in: 0...frame.count - 1)] = values.number()
            }
            readAndWriteAgain(frame, payload: command.payload)
        }
    }

    /// What can be read is written again as the same bytes, and every part of it can be used.
    private func readAndWriteAgain(_ frame: [UInt8], payload: Payload?) {
        guard let decoded = try? decode(frame, payload: payload) else { return }
        #expect(decoded.command.frame(correlation: decoded.correlation) == frame)
        switch decoded.command {
        case .publish(let publication): use(publication.attributes)
        case .deliver(let delivery): use(delivery.message)
        case .message(let stored): use(stored.message)
        case .ask(let question, _): use(question)
        case .question(let delivery): use(delivery.question)
        default: break
        }
    }

    private func use(_ attributes: Attributes) {
        #expect(attributes.dictionary.count <= attributes.count)
        #expect((try? Attributes(decoding: attributes.encoded)) == attributes)
    }

    private func use(_ message: Message) {
        use(message.attributes)
        #expect(!message.published.description.isEmpty)
    }

    private func use(_ question: Question) {
        use(question.attributes)
        let shown = TwinedAttributes(of: question)
        #expect(shown["question_uuid"] == question.id.description)
        #expect(
            question.recipient.service.description + ":\(question.recipient.tag)"
                == question.recipient.description)
    }
}
