/// The backbone asks a peer that it does not know for its HELLO.
public struct Invite: Sendable, Equatable {
    /// The lowest protocol version that the backbone speaks.
    public var lowestVersion: UInt8
    /// The highest protocol version that the backbone speaks.
    public var highestVersion: UInt8

    /// An invitation to speak one of these versions.
    public init(
        lowestVersion: UInt8 = WireHeader.version, highestVersion: UInt8 = WireHeader.version
    ) {
        self.lowestVersion = lowestVersion
        self.highestVersion = highestVersion
    }
}

extension Invite: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        lowestVersion = try reader.byte("lowest version")
        highestVersion = try reader.byte("highest version")
    }

    func write(to writer: inout FrameWriter) {
        writer.byte(lowestVersion)
        writer.byte(highestVersion)
    }
}
