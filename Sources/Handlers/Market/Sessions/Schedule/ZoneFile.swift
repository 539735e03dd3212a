/// Reads the files in which systems keep their time zones (RFC 9636, "TZif").
enum ZoneFile {
    /// Reads a file of version 2 or later.
    ///
    /// - Throws: `ZoneError` when it is none, or ends too early.
    static func read(_ bytes: [UInt8], name: String) throws(ZoneError) -> TimeZoneRules {
        var reader = Reader(bytes: bytes)
        // Version 1 has moments of 32 bits; later versions have them only for programs of old.
        guard let old = reader.header(), old.version >= UInt8(ascii: "2"),
            reader.skip(old.length(ofMoment: 4)), let header = reader.header(),
            let rules = reader.rules(header, name)
        else {
            throw ZoneError(
                "the file of the time zone \(name) is not of version 2 or later of TZif")
        }
        return rules
    }

    /// What comes first in a part of the file.
    private struct Header {
        let version: UInt8
        /// How many there are: marks of universal and of standard time, leap seconds, moments, types, letters.
        let universal, standard, leaps, moments, types, letters: Int

        func length(ofMoment size: Int) -> Int {
            moments * (size + 1) + types * 6 + letters + leaps * (size + 4) + standard + universal
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func skip(_ count: Int) -> Bool {
            guard count >= 0, bytes.count - position >= count else { return false }
            position += count
            return true
        }

        mutating func integer(_ size: Int) -> Int64? {
            guard skip(size) else { return nil }
            let digits = bytes[(position - size)..<position]
            let value = digits.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return size == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
        }

        mutating func header() -> Header? {
            guard skip(20), Array(bytes[(position - 20)..<(position - 16)]) == Array("TZif".utf8)
            else { return nil }
            let version = bytes[position - 16]
            var counts: [Int] = []
            for _ in 0..<6 {
                guard let count = integer(4), (0...100_000).contains(count) else { return nil }
                counts.append(Int(count))
            }
            return Header(
                version: version, universal: counts[0], standard: counts[1], leaps: counts[2],
                moments: counts[3], types: counts[4], letters: counts[5])
        }

        mutating func rules(_ header: Header, _ name: String) -> TimeZoneRules? {
            let end = position + header.length(ofMoment: 8)
            guard end <= bytes.count, header.types > 0 else { return nil }
            let moments = (0..<header.moments).compactMap { _ in integer(8) }
            let places = (0..<header.moments).compactMap { _ in integer(1) }.map { Int($0) }
            let offsets = (0..<header.types).compactMap { _ -> Int? in
                // The rest says whether it is summer, and what the time is called.
                guard let offset = integer(4), skip(2) else { return nil }
                return Int(offset)
            }
            guard places.allSatisfy(offsets.indices.contains),
                offsets.allSatisfy({ abs($0) < CalendarDay.length })
            else { return nil }
            position = end
            let changes = zip(moments, places).map {
                TimeZoneRules.Change(at: $0, offset: offsets[$1])
            }
            guard let rule = footer() else { return nil }
            return TimeZoneRules(
                name: name, changes: changes, first: offsets[0],
                rule: rule.isEmpty ? nil : ZoneRule(rule))
        }

        /// The rule for the time after the last change, between two ends of lines.
        private mutating func footer() -> String? {
            let line = UInt8(ascii: "\n")
            guard position < bytes.count, bytes[position] == line,
                let end = bytes[(position + 1)...].firstIndex(of: line)
            else { return nil }
            return String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
        }
    }
}
