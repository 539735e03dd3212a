/// When the gates of sessions close.
package enum SessionSchedule: Hashable, Sendable {
    /// When an operator says so.
    case manual
    /// At every whole multiple of so many minutes after midnight UTC, 1 to 1,440.
    case every(minutes: Int)
    /// Once a day at a time of a place.
    case daily(minuteOfDay: Int, zone: String)
}
