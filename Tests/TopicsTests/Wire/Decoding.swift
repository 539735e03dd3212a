import Topics

/// Reads a command from arrays, as a test has them.
func decode(
    _ frame: [UInt8], payload: Payload? = nil
) throws(WireError) -> (correlation: UInt64, command: Command) {
    let result: Result<(correlation: UInt64, command: Command), WireError> =
        frame.withUnsafeBytes { bytes in
            Result { () throws(WireError) in
                try Command.decode(frame: bytes, payload: payload)
            }
        }
    return try result.get()
}

/// The error with which a frame is refused, or nil when it is read.
func refusal(of frame: [UInt8], payload: Payload? = nil) -> WireError? {
    do {
        _ = try decode(frame, payload: payload)
        return nil
    } catch {
        return error
    }
}

/// The bytes that a text in hexadecimal stands for, or nil when it is none.
func bytes(hexadecimal text: some StringProtocol) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
