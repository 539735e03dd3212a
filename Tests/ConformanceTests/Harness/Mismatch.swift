/// What was seen is not what the protocol promises.
struct Mismatch: Error, CustomStringConvertible {
    let description: String
    let file: String
    let line: Int

    init(_ description: String, _ file: StaticString = #fileID, _ line: Int = #line) {
        self.description = description
        self.file = "\(file)"
        self.line = line
    }
}

/// Throws unless what was seen is what is promised.
func expect<Value: Equatable>(
    _ seen: Value, _ promised: Value, _ what: String = "",
    file: StaticString = #fileID, line: Int = #line
) throws(Mismatch) {
    guard seen != promised else { return }
    let name = what.isEmpty ? "" : "\(what): "
    throw Mismatch("\(name)promised \(promised), seen \(seen)", file, line)
}

/// Throws unless a condition holds.
func expect(
    _ holds: Bool, _ what: String, file: StaticString = #fileID, line: Int = #line
) throws(Mismatch) {
    guard !holds else { return }
    throw Mismatch(what, file, line)
}

/// What is there, which must be something.
func require<Value>(
    _ value: Value?, _ what: String, file: StaticString = #fileID, line: Int = #line
) throws(Mismatch) -> Value {
    guard let value else { throw Mismatch("there is no \(what)", file, line) }
    return value
}
