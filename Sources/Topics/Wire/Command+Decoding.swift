extension Command {
    /// Reads a command from its frame and, where it has one, its payload.
    ///
    /// - Returns: the correlation that an answer carries back, and the command.
    /// - Throws: `WireError` that says which field is wrong; see `correlation(of:)` for whom to tell.
    package static func decode(
        frame: UnsafeRawBufferPointer, payload: Payload?
    ) throws(WireError) -> (correlation: UInt64, command: Command) {
        guard frame.count <= WireLimits.commandFrame else {
            throw .tooLarge(
                field: "the command frame", size: frame.count, limit: WireLimits.commandFrame)
        }
        var reader = FrameReader(frame)
        guard frame.count >= 2, try reader.byte("magic") == WireHeader.firstByte,
            try reader.byte("magic") == WireHeader.secondByte
        else { throw .notThisProtocol }
        let version = try reader.byte("version")
        guard version == WireHeader.version else {
            throw .unsupportedVersion(version)
        }
        let number = try reader.byte("command")
        guard let code = CommandCode(rawValue: number) else {
            throw .unknownCommand(number)
        }
        let correlation: UInt64 = try reader.number("correlation")
        let body = try checked(payload, of: code)
        let command = try read(code, from: &reader, payload: body)
        try reader.finish()
        return (correlation, command)
    }

    /// The correlation of a frame that could not be read any further, or 0 when not even that is there.
    package static func correlation(of frame: UnsafeRawBufferPointer) -> UInt64 {
        guard frame.count >= WireHeader.size, frame[0] == WireHeader.firstByte,
            frame[1] == WireHeader.secondByte
        else { return 0 }
        return UInt64(bigEndian: frame.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    }

    private static func checked(
        _ payload: Payload?, of code: CommandCode
    ) throws(WireError) -> Payload {
        guard let payload else {
            guard !code.hasPayload else {
                throw .payloadMismatch(command: code, expected: true)
            }
            return .empty
        }
        guard code.hasPayload else {
            throw .payloadMismatch(command: code, expected: false)
        }
        guard payload.count <= WireLimits.payload else {
            throw .tooLarge(
                field: "the payload", size: payload.count, limit: WireLimits.payload)
        }
        return payload
    }

    private static func read(
        _ code: CommandCode, from reader: inout FrameReader, payload: Payload
    ) throws(WireError) -> Command {
        switch code {
        case .hello: return .hello(try Hello(from: &reader))
        case .welcome: return .welcome(try Welcome(from: &reader))
        case .invite: return .invite(try Invite(from: &reader))
        case .ping: return .ping
        case .pong: return .pong
        case .bye: return .bye
        case .confirm:
            return .confirm(
                try reader.list("confirmations") { reader throws(WireError) in
                    try Confirmation(from: &reader)
                })
        case .error: return .error(try Refusal(from: &reader))
        case .publish:
            var publication = try Publication(from: &reader)
            publication.payload = payload
            return .publish(publication)
        case .subscribe: return .subscribe(try SubscriptionRequest(from: &reader))
        case .unsubscribe:
            return .unsubscribe(try reader.name("subscription", SubscriptionName.init))
        case .deliver:
            var delivery = try Delivery(from: &reader)
            delivery.message.payload = payload
            return .deliver(delivery)
        case .acknowledge: return .acknowledge(try Acknowledgement(from: &reader))
        case .reject: return .reject(try LeaseChange(from: &reader))
        case .extend: return .extend(try LeaseChange(from: &reader))
        case .fetch: return .fetch(try FetchRequest(from: &reader))
        case .message:
            var stored = try StoredMessage(from: &reader)
            stored.message.payload = payload
            return .message(stored)
        case .pull: return .pull(try PullRequest(from: &reader))
        default: return try readQuestionCommand(code, from: &reader, payload: payload)
        }
    }

    private static func readQuestionCommand(
        _ code: CommandCode, from reader: inout FrameReader, payload: Payload
    ) throws(WireError) -> Command {
        switch code {
        case .serve: return .serve(try ServeRequest(from: &reader))
        case .withdraw: return .withdraw(try reader.name("revision", ServiceRevision.init))
        case .ask: return .ask(try Question(from: &reader), payload)
        case .question:
            var delivery = try QuestionDelivery(from: &reader)
            delivery.payload = payload
            return .question(delivery)
        case .event:
            var event = try Event(from: &reader)
            event.payload = payload
            return .event(event)
        case .cancel: return .cancel(try Cancellation(from: &reader))
        case .follow: return .follow(try FollowRequest(from: &reader))
        case .unfollow: return .unfollow(try reader.id("question"))
        case .release: return .release(try QuestionRelease(from: &reader))
        case .credit: return .credit(try Window(from: &reader))
        case .room: return .room(try QuestionRoom(from: &reader))
        case .request:
            var request = try Request(from: &reader)
            request.payload = payload
            return .request(request)
        case .reply:
            var reply = try Reply(from: &reader)
            reply.payload = payload
            return .reply(reply)
        case .offer: return .offer(try reader.text("address"))
        default: preconditionFailure("\(code) is read with the other commands")
        }
    }
}
