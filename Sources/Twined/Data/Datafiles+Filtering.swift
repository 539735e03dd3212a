public import Topics

extension Sequence<Datafile> {
    /// The files that all filters accept, in their order.
    ///
    /// - Throws: `DataError` when a filter does not fit an attribute.
    public func filtered(by filters: FileFilter...) throws(DataError) -> [Datafile] {
        try filtered(by: filters)
    }

    /// The files that all filters accept, in their order.
    public func filtered(by filters: [FileFilter]) throws(DataError) -> [Datafile] {
        var accepted: [Datafile] = []
        next: for file in self {
            for filter in filters where try !filter.accepts(file) { continue next }
            accepted.append(file)
        }
        return accepted
    }

    /// The only file that all filters accept.
    ///
    /// - Throws: `DataError` of the reason `count` when there is none, or more than one.
    public func one(_ filters: FileFilter...) throws(DataError) -> Datafile {
        let found = try filtered(by: filters)
        guard let first = found.first, found.count == 1 else {
            let text = filters.map(\.description).joined(separator: ", ")
            throw DataError(
                .count, "\(found.count) files, not one, are what is asked for: \(text)")
        }
        return first
    }

    /// The files in the order of an attribute, such as `name`, `timestamp` or `tags__sequence`.
    ///
    /// - Parameters:
    ///   - start: what the first of the files has to have, when it is given.
    ///   - increment: what each of the files has to have more than the one before, when it is given.
    /// - Throws: `DataError` when a file has no such attribute or they have no order; of the reason
    ///   `brokenSequence` when the sequence is not as it was said to be.
    public func ordered(
        by attribute: String, startingAt start: JSONValue? = nil, increment: JSONNumber? = nil,
        isReversed: Bool = false
    ) throws(DataError) -> [Datafile] {
        var keyed: [(key: JSONValue, file: Datafile)] = []
        for file in self { keyed.append((try key(attribute, of: file), file)) }
        let sorted = try order(keyed, attribute, isReversed)
        if let start, let first = sorted.first, try !PythonOrder.isEqual(first.key, start) {
            throw DataError(
                .brokenSequence, "\(attribute) begins with \(first.key.text()), not \(start.text())"
            )
        }
        if let increment {
            for (left, right) in zip(sorted, sorted.dropFirst()) {
                guard let step = step(left.key, right.key), step == increment.double else {
                    throw DataError(
                        .brokenSequence,
                        "\(attribute) goes from \(left.key.text()) to \(right.key.text()), and not "
                            + "on by \(increment)")
                }
            }
        }
        return sorted.map(\.file)
    }

    private func order(
        _ keyed: [(key: JSONValue, file: Datafile)], _ attribute: String, _ isReversed: Bool
    ) throws(DataError) -> [(key: JSONValue, file: Datafile)] {
        do {
            // Python's `reverse` keeps equal ones in the order they had, too.
            return try keyed.sorted {
                try isReversed
                    ? PythonOrder.isLess($1.key, $0.key) : PythonOrder.isLess($0.key, $1.key)
            }
        } catch {
            throw DataError(
                .malformed,
                "the files cannot be ordered by \(attribute): their values have no order")
        }
    }

    private func key(_ name: String, of file: Datafile) throws(DataError) -> JSONValue {
        let names = name.split(separator: "__", omittingEmptySubsequences: false).map(String.init)
        switch try FileAttribute(names[...], of: file) {
        case .json(let value)?: return value
        case .moment(let moment)?: return moment.seconds
        case .labels?, nil:
            throw DataError(
                .malformed, "\(file.path) has no attribute \"\(name)\" to be ordered by")
        }
    }

    private func step(_ left: JSONValue, _ right: JSONValue) -> Double? {
        guard let left = left.double, let right = right.double else { return nil }
        return right - left
    }
}
