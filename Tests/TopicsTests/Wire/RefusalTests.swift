import Testing
import Topics

struct RefusalTests {
    @Test func `a frame of another protocol is malformed`() {
        for frame: [UInt8] in [
            [], [0x42], [0x42, 0x4D], Array("MDPC02".utf8), [0x4E, 0x42, 1, 4],
        ] {
            #expect(refusal(of: frame) == .notThisProtocol)
        }
        #expect(WireError.notThisProtocol.code == .malformed)
    }

    @Test func `every version but this one is refused, whatever follows it`() {
        for version in UInt8.min...UInt8.max where version != WireHeader.version {
            #expect(refusal(of: [0x42, 0x4E, version]) == .unsupportedVersion(version))
            #expect(refusal(of: ping(changing: 2, to: version)) == .unsupportedVersion(version))
        }
        #expect(WireError.unsupportedVersion(2).code == .unsupportedVersion)
    }

    @Test func `every number that is no command is refused`() {
        let known = Set(CommandCode.allCases.map(\.rawValue))
        for number in UInt8.min...UInt8.max where !known.contains(number) {
            #expect(refusal(of: ping(changing: 3, to: number)) == .unknownCommand(number))
        }
        #expect(WireError.unknownCommand(0).code == .unknownCommand)
    }

    @Test(arguments: CommandCode.allCases)
    func `a payload comes with exactly the commands that have one`(_ code: CommandCode) throws {
        var values = RandomValues(seed: 0x600 + UInt64(code.rawValue))
        let frame = try values.command(code).frame(correlation: 1)
        #expect(
            refusal(of: frame, payload: code.hasPayload ? nil : .empty)
                == .payloadMismatch(command: code, expected: code.hasPayload))
    }

    @Test func `a flag is 0 or 1`() throws {
        var values = RandomValues(seed: 0x700)
        let frame = try values.command(.welcome).frame(correlation: 0)
        for flag in 2...UInt8.max {
            #expect(
                refusal(of: replacing(12, in: frame, by: flag))
                    == .badValue(field: "resumed", reason: "\(flag) is neither 0 nor 1"))
        }
    }

    @Test func `flags of a question that mean nothing are refused`() throws {
        var question = try example()
        question.forwardsLogs = true
        let frame = Command.ask(question, .empty).frame(correlation: 0)
        question.forwardsLogs = false
        let other = Command.ask(question, .empty).frame(correlation: 0)
        let position = try #require(frame.indices.first { frame[$0] != other[$0] })
        for flags in 8...UInt8.max where flags > 15 || flags & 4 == 0 {
            let reason = flags > 15 ? "bits that mean nothing" : "8 without 4"
            #expect(
                refusal(of: replacing(position, in: frame, by: flags), payload: .empty)
                    == .badValue(field: "flags", reason: "\(flags) has \(reason)"))
        }
        for diagnostics in 3...UInt8.max {
            let damaged = replacing(position + 1, in: frame, by: diagnostics)
            #expect(
                refusal(of: damaged, payload: .empty)
                    == .badValue(
                        field: "save diagnostics", reason: "\(diagnostics) is not 0, 1 or 2"))
        }
    }

    @Test func `a number that is no kind of event is refused`() throws {
        var values = RandomValues(seed: 0x701)
        let frame = try values.command(.event).frame(correlation: 0)
        for kind in [0] + Array(8...UInt8.max) {
            #expect(
                refusal(of: replacing(36, in: frame, by: kind), payload: .empty)?.code
                    == .malformed)
        }
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE2, 0x82],
        ] as [[UInt8]])
    func `a text that is not UTF-8 is refused by the field's name`(_ characters: [UInt8]) throws {
        let text = [0, UInt8(characters.count)] + characters
        let offer = FrameWriter(.offer, correlation: 0).bytes + text
        #expect(refusal(of: offer) == .notText(field: "address"))

        let publish =
            FrameWriter(.publish, correlation: 0).bytes + [0, 3] + Array("all".utf8)
            + Array(repeating: 0, count: 15)  // No texts, priority or times.
        let keys = publish + [0, 1] + text + [0, 0]
        #expect(refusal(of: keys, payload: .empty) == .notText(field: "key of attributes"))
        let values = publish + [0, 1, 0, 1, 0x6B] + text
        #expect(refusal(of: values, payload: .empty) == .notText(field: "value of attributes"))
    }

    @Test func `an identifier of zeros opens no session and asks no question`() throws {
        let none = Array(repeating: 0 as UInt8, count: 16)
        let hello = FrameWriter(.hello, correlation: 0).bytes + none
        #expect(
            refusal(of: hello)
                == .badValue(field: "session", reason: "an identifier of zeros means none"))
        let ask = FrameWriter(.ask, correlation: 0).bytes + none
        #expect(
            refusal(of: ask, payload: .empty)
                == .badValue(field: "question", reason: "an identifier of zeros means none"))
    }

    @Test(arguments: [0, 1_025, 65_535] as [UInt16])
    func `a fetch is for 1 to 1,024 messages`(_ limit: UInt16) throws {
        let fetch = FetchRequest(
            topic: try TopicName("orders"), after: MessageID(0), before: MessageID(0),
            limit: limit)
        #expect(
            refusal(of: Command.fetch(fetch).frame(correlation: 0))
                == .badValue(field: "limit", reason: "\(limit) is not from 1 to 1024"))
    }

    @Test(arguments: [1, 9, 601, 65_535] as [UInt16])
    func `an ack deadline is 0 or 10 to 600 seconds`(_ seconds: UInt16) throws {
        let request = SubscriptionRequest(
            subscription: try SubscriptionName("all"), topic: try TopicName("orders"),
            window: Window(messages: 1), ackDeadlineSeconds: seconds)
        #expect(
            refusal(of: Command.subscribe(request).frame(correlation: 0))
                == .badValue(
                    field: "ack deadline", reason: "\(seconds) s is not 0 and not from 10 to 600"))
    }

    private func example() throws -> Question {
        let recipient = try ServiceRevision("octue/wind-speed:1.9.4")
        return Question(
            id: QuestionID(high: 1, low: 2), event: EventID(high: 3, low: 4),
            asked: Timestamp(microseconds: 5), parent: .local, recipient: recipient,
            softwareVersion: "0.1.0")
    }

    private func ping(changing position: Int, to byte: UInt8) -> [UInt8] {
        replacing(position, in: Command.ping.frame(correlation: 1), by: byte)
    }

    private func replacing(_ position: Int, in frame: [UInt8], by byte: UInt8) -> [UInt8] {
        var frame = frame
        frame[position] = byte
        return frame
    }
}
