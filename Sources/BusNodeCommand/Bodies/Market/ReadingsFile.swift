import BusNode

/// Readings from a file: lines `time,value`, with a line of titles or without, or one JSON object a line.
struct ReadingsFile {
    /// The readings, in the order of the file.
    private(set) var readings: [Market.Reading] = []

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - column: the title of the column of values; the second one when nil.
    ///   - path: how the file is called in errors.
    /// - Throws: `CommandFailure` that names the line.
    init(_ text: String, column: String? = nil, path: String) throws(CommandFailure) {
        var place: Int?
        var isFirst = true
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            guard line.contains(where: { $0 != " " }) else { continue }
            defer { isFirst = false }
            func failure(_ reason: String) -> CommandFailure {
                CommandFailure(.badData, "\(path), line \(index + 1): \(reason)")
            }
            if line.first == "{" {
                readings.append(try Self.object(line, column ?? "value", failure))
                continue
            }
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(Self.cell)
            if isFirst, (try? Timestamp(cells[0])) == nil {
                place = try Self.place(of: column, in: cells, failure)
                continue
            }
            if isFirst, column != nil { throw failure("there are no titles of columns") }
            if let reading = try Self.reading(cells, at: place ?? 1, failure) {
                readings.append(reading)
            }
        }
        guard !readings.isEmpty else { throw CommandFailure(.badData, "\(path) has no readings") }
    }

    /// Moves all readings by the same time, so that the last one begins at a moment.
    mutating func move(ending last: Timestamp) {
        guard let former = readings.map(\.at).max() else { return }
        let distance = Duration.microseconds(last.microseconds - former.microseconds)
        readings = readings.map {
            Market.Reading(at: $0.at.advanced(by: distance), value: $0.value)
        }
    }

    private static func cell(_ text: Substring) -> String {
        var text = text
        while text.first == " " || text.first == "\"" { text.removeFirst() }
        while text.last == " " || text.last == "\"" { text.removeLast() }
        return String(text)
    }

    private static func place(
        of column: String?, in titles: [String], _ failure: (String) -> CommandFailure
    ) throws(CommandFailure) -> Int {
        guard let column else { return 1 }
        guard let place = titles.dropFirst().firstIndex(of: column) else {
            let known = titles.dropFirst().joined(separator: ", ")
            throw failure("there is no column \(column); there are \(known)")
        }
        return place
    }

    /// The reading of a line; nil where its value is missing, which is a gap.
    private static func reading(
        _ cells: [String], at place: Int, _ failure: (String) -> CommandFailure
    ) throws(CommandFailure) -> Market.Reading? {
        let time: Timestamp
        do {
            time = try Timestamp(cells[0])
        } catch {
            throw failure("\(error)")
        }
        guard cells.indices.contains(place) else { throw failure("it has no value") }
        if cells[place].isEmpty { return nil }
        guard let value = Double(cells[place]), value.isFinite else {
            throw failure("\"\(cells[place])\" is not a number")
        }
        return Market.Reading(at: time, value: value)
    }

    private static func object(
        _ line: Substring, _ member: String, _ failure: (String) -> CommandFailure
    ) throws(CommandFailure) -> Market.Reading {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: String(line))
        } catch {
            throw failure("\(error)")
        }
        guard let text = (value["at"] ?? value["time"])?.string, let time = try? Timestamp(text)
        else { throw failure("it needs a member \"at\" with a time") }
        guard let number = value[member]?.double else {
            throw failure("it needs a number as the member \"\(member)\"")
        }
        return Market.Reading(at: time, value: number)
    }
}
