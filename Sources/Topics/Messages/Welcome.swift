/// The backbone accepts a session and says by which rules it goes.
public struct Welcome: Sendable, Equatable {
    /// Whether the backbone knew the session already.
    public var isResumed: Bool
    /// Which run of the backbone this is: one more every time it starts on its data.
    public var run: UInt64
    /// The node sends something at least this often, in milliseconds.
    public var heartbeatMilliseconds: UInt32
    /// A session that was silent this long is over, in milliseconds.
    public var silenceMilliseconds: UInt32
    /// A question is leased to a child for this long at a time, in milliseconds.
    public var leaseMilliseconds: UInt32
    /// The largest payload, in bytes.
    public var payloadLimit: UInt32
    /// How many questions, and payload bytes of them, a node may ask of one revision before a child has
    /// taken them.
    public var asking: Window
    /// The backbone's clock.
    public var time: Timestamp
    /// Where the feed is published; empty when there is none.
    public var feed: String

    /// The rules of a session.
    public init(
        isResumed: Bool, run: UInt64, heartbeatMilliseconds: UInt32, silenceMilliseconds: UInt32,
        leaseMilliseconds: UInt32, payloadLimit: UInt32, asking: Window, time: Timestamp,
        feed: String
    ) {
        self.isResumed = isResumed
        self.run = run
        self.heartbeatMilliseconds = heartbeatMilliseconds
        self.silenceMilliseconds = silenceMilliseconds
        self.leaseMilliseconds = leaseMilliseconds
        self.payloadLimit = payloadLimit
        self.asking = asking
        self.time = time
        self.feed = feed
    }
}

extension Welcome: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        isResumed = try reader.flag("resumed")
        run = try reader.number("run")
        heartbeatMilliseconds = try reader.number("heartbeat")
        silenceMilliseconds = try reader.number("silence")
        leaseMilliseconds = try reader.number("lease")
        payloadLimit = try reader.number("payload limit")
        asking = try Window(from: &reader)
        time = try reader.timestamp("time")
        feed = try reader.text("feed")
    }

    func write(to writer: inout FrameWriter) {
        writer.flag(isResumed)
        writer.number(run)
        writer.number(heartbeatMilliseconds)
        writer.number(silenceMilliseconds)
        writer.number(leaseMilliseconds)
        writer.number(payloadLimit)
        asking.write(to: &writer)
        writer.timestamp(time)
        writer.text(feed)
    }
}
