#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// How far the clocks of a place are from UTC, at every moment.
///
///     try TimeZoneRules("Europe/Brussels")
///     try TimeZoneRules("CET-1CEST,M3.5.0,M10.5.0/3")      // the same today, on any machine
package struct TimeZoneRules: Hashable, Sendable {
    /// As it was named.
    package let name: String
    /// When clocks were changed, in seconds since 1970, in order, and how many seconds they were ahead of UTC
    /// from then on.
    private let changes: [Change]
    /// How far they were ahead before the first change.
    private let first: Int
    /// What holds after the last change; nil when the last change holds.
    private let rule: ZoneRule?

    /// A change of a place's clocks.
    struct Change: Hashable {
        /// The second since 1970.
        let at: Int64
        /// Seconds ahead of UTC from then on.
        let offset: Int
    }

    /// Clocks that go as UTC.
    package static let utc = TimeZoneRules(name: "UTC", changes: [], first: 0, rule: nil)

    init(name: String, changes: [Change], first: Int, rule: ZoneRule?) {
        self.name = name
        self.changes = changes
        self.first = first
        self.rule = rule
    }

    /// The clocks of a place such as `Europe/Brussels`, from the machine's time zones, or of a rule as POSIX
    /// writes it in `TZ`, which needs none.
    ///
    /// - Throws: `ZoneError` when it is neither, or the machine's file of the zone cannot be used.
    package init(_ name: String) throws(ZoneError) {
        if name == "UTC" {
            self = .utc
        } else if let rule = ZoneRule(name) {
            self.init(name: name, changes: [], first: rule.standard, rule: rule)
        } else {
            self = try ZoneFile.read(try Self.file(of: name), name: name)
        }
    }

    /// How many seconds clocks are ahead of UTC at a second since 1970.
    func offset(at second: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= second { low = middle + 1 } else { high = middle }
        }
        if low == changes.count, let rule { return rule.offset(at: second) }
        return low == 0 ? first : changes[low - 1].offset
    }

    /// The second since 1970 at which clocks show a time, which is given as the second at which UTC shows it.
    ///
    /// Of two such seconds the first; where there is none, the first second after the gap.
    func moment(of local: Int64) -> Int64 {
        // No clock is a whole day away from UTC.
        var (before, after) = (local - CalendarDay.length, local + CalendarDay.length)
        let offsets = [offset(at: before), offset(at: after)]
        for offset in offsets where self.offset(at: local - Int64(offset)) == offset {
            return local - Int64(offset)
        }
        while before + 1 < after {
            let middle = before + (after - before) / 2
            if offset(at: middle) == offsets[0] { before = middle } else { after = middle }
        }
        return after
    }

    private static func file(of name: String) throws(ZoneError) -> [UInt8] {
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
                UInt8(ascii: "-"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
        guard isName, !name.isEmpty, !name.hasPrefix("/") else {
            throw ZoneError(
                "\"\(name)\" is no time zone such as Europe/Brussels or CET-1CEST,M3.5.0,M10.5.0/3")
        }
        let path = "\(folder)/\(name)"
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ZoneError(
                "there is no time zone \(name) in \(folder) (\(error)); a rule such as "
                    + "CET-1CEST,M3.5.0,M10.5.0/3 needs no file")
        }
    }

    /// Where systems keep their time zones.
    private static let folder = "/usr/share/zoneinfo"
}
