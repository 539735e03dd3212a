extension Command {
    /// The command frame; the payload, where the command has one, follows in a frame of its own.
    ///
    /// - Parameter correlation: what the answer carries back, or 0 when none is wanted.
    package func frame(correlation: UInt64) -> [UInt8] {
        var writer = FrameWriter(code, correlation: correlation)
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout FrameWriter) {
        switch self {
        case .ping, .pong, .bye: break
        case .hello(let value): value.write(to: &writer)
        case .welcome(let value): value.write(to: &writer)
        case .invite(let value): value.write(to: &writer)
        case .confirm(let values): writer.list(values) { $1.write(to: &$0) }
        case .error(let value): value.write(to: &writer)
        case .publish(let value): value.write(to: &writer)
        case .subscribe(let value): value.write(to: &writer)
        case .unsubscribe(let name): writer.text(name.text)
        case .deliver(let value): value.write(to: &writer)
        case .acknowledge(let value): value.write(to: &writer)
        case .reject(let value), .extend(let value): value.write(to: &writer)
        case .fetch(let value): value.write(to: &writer)
        case .message(let value): value.write(to: &writer)
        case .pull(let value): value.write(to: &writer)
        case .room(let value): value.write(to: &writer)
        case .serve(let value): value.write(to: &writer)
        case .withdraw(let revision): writer.text(revision.description)
        case .ask(let question, _): question.write(to: &writer)
        case .question(let value): value.write(to: &writer)
        case .event(let value): value.write(to: &writer)
        case .cancel(let value): value.write(to: &writer)
        case .follow(let value): value.write(to: &writer)
        case .unfollow(let question): writer.id(question)
        case .release(let value): value.write(to: &writer)
        case .credit(let value): value.write(to: &writer)
        case .request(let value): value.write(to: &writer)
        case .reply(let value): value.write(to: &writer)
        case .offer(let address): writer.text(address)
        }
    }
}
