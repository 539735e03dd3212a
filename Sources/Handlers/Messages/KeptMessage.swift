import Topics

/// A message with what the store knows beside it.
struct KeptMessage: Sendable {
    var message: Message
    /// The message of the same topic that was accepted before; 0 for none.
    var previous: MessageID
    /// When it was accepted, by the clock of the file.
    var keptSince: Int64
    /// From when on it is not given out any more, by the clock of the file; nil for never.
    var expires: Int64?
    /// Its priority.
    var priority: UInt8 = 0

    /// What a row's checksum is made of: everything that a receiver sees, and the times that rule the message.
    var checksum: UInt32 {
        var checksum = CRC32C()
        checksum.update(message.id.number)
        checksum.update(message.published.microseconds)
        checksum.update(keptSince)
        checksum.update(expires ?? 0)
        checksum.update(priority)
        checksum.update(message.contentType.utf8)
        checksum.update(message.orderingKey.utf8)
        message.attributes.encoded.withUnsafeBytes { checksum.update($0) }
        message.payload.withUnsafeBytes { checksum.update($0) }
        return checksum.value
    }
}
