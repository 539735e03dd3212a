import Topics

/// An attribute of a file beside the value of a filter.
struct FilterComparison {
    private let attribute: FileAttribute
    private let value: JSONValue
    private let filter: FileFilter

    init(_ attribute: FileAttribute, _ value: JSONValue, _ filter: FileFilter) {
        self.attribute = attribute
        self.value = value
        self.filter = filter
    }

    /// Whether the attribute, which has the action, is as the value asks.
    func holds(_ action: FilterAction) throws(DataError) -> Bool {
        switch attribute {
        case .labels(let labels): try holds(action, of: labels)
        case .moment(let moment): try holds(action, of: moment)
        case .json(.string(let text)) where FilterAction.ofTexts.contains(action):
            try holds(action, of: text)
        case .json(let json): try holds(action, of: json)
        }
    }

    private func holds(_ action: FilterAction, of json: JSONValue) throws(DataError) -> Bool {
        switch action {
        case .equals, .isSame: return try PythonOrder.isEqual(json, value)
        case .contains:
            if let members = json.object { return members.contains(try text()) }
            for element in json.array ?? [] where try PythonOrder.isEqual(element, value) {
                return true
            }
            return false
        case .isLess: return try isLess(json, value)
        case .isLessOrEqual: return try !isLess(value, json)
        case .isGreater: return try isLess(value, json)
        case .isGreaterOrEqual: return try !isLess(json, value)
        case .inRange:
            let (low, high) = try range()
            if try isLess(json, low) { return false }
            return try !isLess(high, json)
        default: preconditionFailure("\(json.kindName) has no \(action)")
        }
    }

    private func holds(_ action: FilterAction, of text: String) throws(DataError) -> Bool {
        let (text, other) = (text.utf8, try self.text().utf8)
        return switch action {
        case .contains: contains(text, other)
        case .startsWith: text.starts(with: other)
        case .endsWith: text.reversed().starts(with: other.reversed())
        case .equalsIgnoringCase: folded(String(text)).elementsEqual(folded(String(other)))
        case .containsIgnoringCase: contains(folded(String(text)), folded(String(other)))
        default: preconditionFailure("a text has no \(action)")
        }
    }

    private func holds(_ action: FilterAction, of labels: DataLabels) throws(DataError) -> Bool {
        if FilterAction.ofEverything.contains(action) {
            let others = try? DataLabels(value, at: "the value of the filter")
            return labels == others
        }
        let other = try text().utf8
        return switch action {
        case .contains: labels.contains(String(other))
        case .anyLabelContains: labels.sorted.contains { contains($0.utf8, other) }
        case .anyLabelStartsWith: labels.sorted.contains { $0.utf8.starts(with: other) }
        case .anyLabelEndsWith:
            labels.sorted.contains { $0.utf8.reversed().starts(with: other.reversed()) }
        default: preconditionFailure("labels have no \(action)")
        }
    }

    private func holds(_ action: FilterAction, of moment: Timestamp) throws(DataError) -> Bool {
        switch action {
        case .equals, .isSame: return value.isNull ? false : try moment == self.moment(value)
        case .isLess: return try moment < self.moment(value)
        case .isLessOrEqual: return try moment <= self.moment(value)
        case .isGreater: return try moment > self.moment(value)
        case .isGreaterOrEqual: return try moment >= self.moment(value)
        case .inRange:
            let (low, high) = try range()
            let (first, last) = (try self.moment(low), try self.moment(high))
            return first <= moment && moment <= last
        default:
            let part = MomentPart(action, of: moment)
            if part.isRange {
                let (low, high) = try range()
                let (first, last) = (try read(part, low), try read(part, high))
                return first <= part.number && part.number <= last
            }
            guard part.isList else { return try read(part, value) == part.number }
            guard let values = value.array else { throw misfit("an array") }
            for value in values where try read(part, value) == part.number { return true }
            return false
        }
    }

    private func read(_ part: MomentPart, _ value: JSONValue) throws(DataError) -> Int64 {
        guard let number = part.read(value) else { throw misfit(part.form) }
        return number
    }

    private func moment(_ value: JSONValue) throws(DataError) -> Timestamp {
        if let text = value.string {
            guard let moment = try? Timestamp(text) else { throw misfit("a time with its offset") }
            return moment
        }
        guard let moment = try Timestamp(data: value, at: "the value of \(filter)") else {
            throw misfit("a time")
        }
        return moment
    }

    private func range() throws(DataError) -> (JSONValue, JSONValue) {
        guard let low = value[0], let high = value[1], value.array?.count == 2 else {
            throw misfit("an array of the first and the last value")
        }
        return (low, high)
    }

    private func text() throws(DataError) -> String {
        guard let text = value.string else { throw misfit("a text") }
        return text
    }

    private func isLess(_ left: JSONValue, _ right: JSONValue) throws(DataError) -> Bool {
        do {
            return try PythonOrder.isLess(left, right)
        } catch {
            throw misfit("another \(attribute.kindName.split(separator: " ").last ?? "value")")
        }
    }

    private func misfit(_ expected: String) -> DataError {
        DataError(.malformed, "the value of the filter \(filter) needs to be \(expected)")
    }

    private func contains(_ bytes: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool
    {
        let (bytes, other) = (Array(bytes), Array(other))
        guard bytes.count >= other.count else { return false }
        return (0...(bytes.count - other.count)).contains { bytes[$0...].starts(with: other) }
    }

    /// The text with its cases folded: by way of the upper case, where `ß` becomes `SS`.
    private func folded(_ text: String) -> String.UTF8View {
        text.uppercased().lowercased().utf8
    }
}
