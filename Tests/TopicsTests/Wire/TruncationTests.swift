import Testing
import Topics

struct TruncationTests {
    @Test(arguments: CommandCode.allCases)
    func `no beginning of a command is a command`(_ code: CommandCode) throws {
        var values = RandomValues(seed: 0x100 + UInt64(code.rawValue))
        for _ in 0..<20 {
            let command = try values.command(code)
            let frame = command.frame(correlation: 1)
            for length in 0..<frame.count {
                let error = refusal(of: Array(frame.prefix(length)), payload: command.payload)
                #expect(error?.code == .malformed, "the first \(length) of \(frame.count) bytes")
            }
        }
    }

    @Test(arguments: CommandCode.allCases)
    func `nothing may follow the last field`(_ code: CommandCode) throws {
        var values = RandomValues(seed: 0x200 + UInt64(code.rawValue))
        let command = try values.command(code)
        let frame = command.frame(correlation: 1)
        for extra in [1, 2, 100] {
            let longer = frame + Array(repeating: 0, count: extra)
            #expect(refusal(of: longer, payload: command.payload) == .trailingBytes(extra))
        }
    }

    @Test func `a frame that ends too early names the field it ends in`() throws {
        let hello = Command.hello(
            Hello(
                session: SessionID(high: 1, low: 2), node: "demo", software: "x",
                events: Window(messages: 1)))
        let frame = hello.frame(correlation: 0)
        let fields: [(length: Int, field: String, needed: Int, left: Int)] = [
            (3, "command", 1, 0), (11, "correlation", 8, 7), (19, "session", 8, 7),
            (29, "node", 2, 1), (33, "node", 4, 3), (frame.count - 1, "bytes of the window", 8, 7),
        ]
        for (length, field, needed, left) in fields {
            #expect(
                refusal(of: Array(frame.prefix(length)))
                    == .truncated(field: field, needed: needed, left: left))
        }
    }
}
