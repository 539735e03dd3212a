/// How a text stands out on a terminal that can show it (ECMA-48 SGR).
enum TextStyle: Int, Sendable {
    case bold = 1
    case faint = 2
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36

    /// The text between the sequences that turn the style on and everything off.
    func apply(to text: String) -> String {
        "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}
