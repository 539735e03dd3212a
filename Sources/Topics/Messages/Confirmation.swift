/// One command that is done, and on disk where it changed something.
public struct Confirmation: Sendable, Equatable {
    /// The correlation of the command.
    public var correlation: UInt64
    /// What the command says it is: of PUBLISH the message's id, of ASK and EVENT the number in the
    /// stream, of FETCH how many messages were sent, otherwise 0.
    public var number: UInt64

    /// A confirmation of the command with this correlation.
    public init(correlation: UInt64, number: UInt64) {
        self.correlation = correlation
        self.number = number
    }
}

extension Confirmation: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        correlation = try reader.number("correlation")
        number = try reader.number("number")
    }

    func write(to writer: inout FrameWriter) {
        writer.number(correlation)
        writer.number(number)
    }
}
