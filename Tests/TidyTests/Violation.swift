/// A place that breaks a rule of the house.
struct Violation: Hashable, Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let rule: String

    var description: String {
        "\(path):\(line): \(rule)"
    }
}
