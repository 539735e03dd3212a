import Topics

extension FuzzTarget {
    static func checkCommand(_ frame: [UInt8]) throws(BrokenProperty) {
        let correlation = frame.withUnsafeBytes { Command.correlation(of: $0) }
        guard let read = try command(frame) else { return }
        try hold(correlation == read.correlation, "a correlation is found where it is read")
        let written = read.command.frame(correlation: read.correlation)
        try hold(written == frame, "\(read.command.code) is written as it was read")
        let again = try command(written)
        try hold(again?.command == read.command, "\(read.command.code) is read as it was written")
        switch read.command {
        case .publish(let publication): try check(publication.attributes)
        case .ask(let question, _): try check(question.attributes)
        default: break
        }
    }

    static func checkStored(_ block: [UInt8]) throws(BrokenProperty) {
        if let attributes = try? Attributes(decoding: block) {
            try hold(attributes.encoded == block, "attributes are kept as they were read")
            try check(attributes)
        }
        if let question = try? Question(decoding: block) {
            try hold(question.encoded == block, "a question is written as it was read")
            try check(question.attributes)
            let names = TwinedAttributes(of: question).values.map(\.name)
            try hold(names.first == "uuid", "a question has the attributes of Twined")
        }
    }

    /// The command of a frame, with a payload where it needs one; nil for a frame that is refused.
    private static func command(
        _ frame: [UInt8]
    ) throws(BrokenProperty) -> (correlation: UInt64, command: Command)? {
        for payload in [nil, Payload("payload")] {
            let result = frame.withUnsafeBytes { bytes in
                Result { () throws(WireError) in
                    try Command.decode(frame: bytes, payload: payload)
                }
            }
            switch result {
            case .success(let read):
                try hold(read.command.payload == payload, "a payload arrives as it was sent")
                return read
            case .failure(.payloadMismatch(command: _, expected: true)) where payload == nil:
                continue
            case .failure(let error):
                try hold(!error.description.isEmpty, "a refusal has a reason")
                return nil
            }
        }
        throw BrokenProperty("a command takes a payload or none")
    }

    private static func check(_ attributes: Attributes) throws(BrokenProperty) {
        let values = attributes.dictionary
        try hold(values.count <= attributes.count, "a key is there once")
        for (key, value) in values {
            try hold(attributes[key] == value, "a key has one value, however it is found")
        }
        let again = try? Attributes(values)
        try hold(again?.dictionary == values, "attributes are read as they were written")
    }
}
