import Testing
import Topics

struct LimitTests {
    @Test func `a text over its limit is refused by the field's name`() {
        let hello = header(.hello) + id + [0x02, 0x01]
        #expect(refusal(of: hello) == .tooLarge(field: "node", size: 513, limit: 512))
        let error = header(.error) + [0, 0, 0x10, 0x01]
        #expect(refusal(of: error) == .tooLarge(field: "detail", size: 4_097, limit: 4_096))
        let cancel = header(.cancel) + id + [0, 0, 0, 0] + [0xFF, 0xFF]
        #expect(refusal(of: cancel) == .tooLarge(field: "reason", size: 65_535, limit: 4_096))
    }

    @Test func `a list over its limit is refused before anything is reserved`() {
        let confirm = header(.confirm) + [0x04, 0x01]
        #expect(
            refusal(of: confirm) == .tooLarge(field: "confirmations", size: 1_025, limit: 1_024))
        let acknowledge = header(.acknowledge) + text("all") + [0xFF, 0xFF]
        #expect(
            refusal(of: acknowledge)
                == .tooLarge(field: "deliveries", size: 65_535, limit: 1_024))
    }

    @Test func `attributes over a limit are refused by what is too large`() {
        let publish =
            header(.publish) + text("orders")
            + Array(repeating: 0, count: 15)  // No texts, priority or times.
        #expect(
            refusal(of: publish + [0, 101], payload: .empty)
                == .tooLarge(field: "attributes", size: 101, limit: 100))
        #expect(
            refusal(of: publish + [0, 1, 0x01, 0x01], payload: .empty)
                == .tooLarge(field: "key of attributes", size: 257, limit: 256))
        #expect(
            refusal(of: publish + [0, 1] + text("k") + [0x04, 0x01], payload: .empty)
                == .tooLarge(field: "value of attributes", size: 1_025, limit: 1_024))
    }

    @Test func `a command frame and a payload have limits of their own`() {
        let frame = header(.ping) + Array(repeating: 0, count: WireLimits.commandFrame - 11)
        #expect(
            refusal(of: frame)
                == .tooLarge(field: "the command frame", size: 160_001, limit: 160_000))
        let reply = header(.reply) + text("ok")
        let largest = Payload(Array(repeating: 0, count: WireLimits.payload))
        #expect(refusal(of: reply, payload: largest) == nil)
        let larger = Payload(Array(repeating: 0, count: WireLimits.payload + 1))
        #expect(
            refusal(of: reply, payload: larger)
                == .tooLarge(field: "the payload", size: 10_000_001, limit: 10_000_000))
    }

    @Test func `a time over ten minutes is too large for a lease`() {
        let extend = header(.extend) + text("all") + Array(repeating: 0, count: 12)
        #expect(refusal(of: extend + [0x00, 0x09, 0x27, 0xC0]) == nil)
        #expect(
            refusal(of: extend + [0x00, 0x09, 0x27, 0xC1])
                == .tooLarge(field: "milliseconds", size: 600_001, limit: 600_000))
    }

    @Test func `an explanation that is too long is cut at a character, and stays text`() throws {
        let detail = String(repeating: "漢", count: 2_000)
        let frame = Command.error(Refusal(.failed, detail)).frame(correlation: 0)
        guard case .error(let refusal) = try decode(frame).command else {
            Issue.record("an ERROR is read as something else")
            return
        }
        #expect(refusal.detail == String(repeating: "漢", count: 1_365))
    }

    @Test func `attributes of a dictionary obey the limits too`() {
        let many = Dictionary(uniqueKeysWithValues: (0...100).map { ("\($0)", "") })
        #expect(throws: WireError.tooLarge(field: "attributes", size: 101, limit: 100)) {
            try Attributes(many)
        }
        let key = String(repeating: "k", count: 257)
        #expect(throws: WireError.tooLarge(field: "key of attributes", size: 257, limit: 256)) {
            try Attributes([key: ""])
        }
        let value = String(repeating: "v", count: 1_025)
        #expect(
            throws: WireError.tooLarge(field: "value of attribute k", size: 1_025, limit: 1_024)
        ) {
            try Attributes(["k": value])
        }
        #expect(throws: WireError.badValue(field: "attribute", reason: "a key is empty")) {
            try Attributes(["": "v"])
        }
    }

    private let id = Array(repeating: 1 as UInt8, count: 16)

    private func header(_ code: CommandCode) -> [UInt8] {
        FrameWriter(code, correlation: 1).bytes
    }

    private func text(_ value: String) -> [UInt8] {
        [0, UInt8(value.utf8.count)] + Array(value.utf8)
    }
}
