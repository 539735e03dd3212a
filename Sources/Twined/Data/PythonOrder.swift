import Topics

/// The order in which Python sorts values, and which of them it cannot sort.
enum PythonOrder {
    /// The values sorted, equal ones in the order they had.
    ///
    /// - Throws: `DataError` of the reason `unhashable` when two of them have no order.
    static func sorted(_ values: [JSONValue]) throws(DataError) -> [JSONValue] {
        do {
            return try values.sorted { left, right in try isLess(left, right) }
        } catch let error as DataError {
            throw error
        } catch {
            preconditionFailure("only DataError is thrown above: \(error)")
        }
    }

    /// Whether Python says `<`.
    ///
    /// - Throws: `DataError` of the reason `unhashable` when they have no order.
    static func isLess(_ left: JSONValue, _ right: JSONValue) throws(DataError) -> Bool {
        if let left = try number(left), let right = try number(right) { return left < right }
        switch (left, right) {
        case (.string(let left), .string(let right)):
            // The order of UTF-8 is that of the code points.
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.array(let left), .array(let right)):
            for (left, right) in zip(left, right) where try !isEqual(left, right) {
                return try isLess(left, right)
            }
            return left.count < right.count
        default:
            throw DataError(
                .unhashable,
                "a list with \(left.kindName) and \(right.kindName) has no hash: it is sorted first, "
                    + "and these have no order")
        }
    }

    /// Whether Python says `==`: a truth value equals its number, text only the same code points.
    static func isEqual(_ left: JSONValue, _ right: JSONValue) throws(DataError) -> Bool {
        if let left = try number(left), let right = try number(right) { return left == right }
        switch (left, right) {
        case (.null, .null): return true
        case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            for (left, right) in zip(left, right) where try !isEqual(left, right) { return false }
            return true
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            for (key, value) in left {
                guard let other = right[key], try isEqual(value, other) else { return false }
            }
            return true
        default: return false
        }
    }

    private static func number(_ value: JSONValue) throws(DataError) -> PythonNumber? {
        switch value {
        case .bool(let bool): PythonNumber(bool)
        case .number(let number): try PythonNumber(number)
        default: nil
        }
    }
}
