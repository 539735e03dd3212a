import Store
import Topics

/// The row of a backbone's file that says how often it was used, and how far its numbers and its clock got.
final class RunRecord {
    /// How many numbers of messages a run leaves out that begins: more than were used and not written down.
    static let leap: Int64 = 65_536

    private let setNext: Statement
    private let setClock: Statement

    /// Which run on the file this is, counted from 1.
    let run: UInt64
    /// The number of the run's first message.
    let firstMessage: UInt64
    /// What has to be added to a moment's milliseconds to have the clock of the file.
    let clockOffset: Int64

    /// Begins another run of the backbone on this file, and commits that.
    ///
    /// Deliveries go out before their commit, so a run that was killed may have used message numbers that
    /// are not in the file. The next run leaps over more than two turns can use, one on its way to the disk
    /// and one that is open.
    ///
    /// The clock of the file goes on by what the calendar says has passed since the last run, and never
    /// goes back.
    init(_ connection: Connection, at now: Moment) throws(StoreError) {
        try connection.begin()
        try connection.execute(
            """
            INSERT INTO run VALUES (1, 1, 1, 0, 0) ON CONFLICT DO UPDATE SET number = number + 1,
                next_message = \(Self.leap) +
                    max(next_message, (SELECT coalesce(max(id), 0) + 1 FROM message))
            """)
        let read = try connection.prepare("SELECT number, next_message, clock, calendar FROM run")
        _ = try read.step()
        run = UInt64(clamping: read.integer(at: 0))
        firstMessage = UInt64(clamping: read.integer(at: 1))
        let (clock, calendar) = (read.integer(at: 2), read.integer(at: 3))
        read.reset()
        guard (0..<1 << 52).contains(clock) else {
            throw StoredValue.damaged("the clock of the file stands at \(clock) ms")
        }
        let (sinceThen, overflow) = now.time.microseconds.subtractingReportingOverflow(calendar)
        let resumed =
            clock == 0
            ? now.time.microseconds / 1_000 : clock + (overflow ? 0 : max(0, sinceThen / 1_000))
        clockOffset = resumed - now.milliseconds
        setNext = try connection.prepare("UPDATE run SET next_message = ?")
        setClock = try connection.prepare("UPDATE run SET clock = ?, calendar = ?")
        try saveClock(resumed, calendar: now.time)
        try connection.commit()
    }

    /// Writes down the number of the next message.
    func saveNext(_ message: UInt64) throws(StoreError) {
        try setNext.bind(Int64(message), at: 1)
        try setNext.run()
    }

    /// Writes down the clock of the file and what the calendar says.
    func saveClock(_ clock: Int64, calendar: Timestamp) throws(StoreError) {
        try setClock.bind(clock, at: 1)
        try setClock.bind(calendar.microseconds, at: 2)
        try setClock.run()
    }
}
