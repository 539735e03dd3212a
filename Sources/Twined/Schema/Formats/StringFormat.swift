/// A syntax of strings that `format` names.
enum StringFormat: String, Sendable {
    case date
    case dateTime = "date-time"
    case duration
    case email
    case hostname
    case ipv4
    case ipv6
    case jsonPointer = "json-pointer"
    case regex
    case relativeJSONPointer = "relative-json-pointer"
    case time
    case uri
    case uriReference = "uri-reference"
    case uuid

    /// Whether a text has the syntax.
    func allows(_ text: String) -> Bool {
        switch self {
        case .date: CalendarText.isDate(text)
        case .dateTime: CalendarText.isDateTime(text)
        case .time: CalendarText.isTime(text)
        // RFC 1123, section 2.1: a name has at most 253 characters besides.
        case .hostname: text.utf8.count <= 253 && FormatPatterns.hostname.matches(text)
        case .regex: Self.isPattern(text)
        case .duration: FormatPatterns.duration.matches(text)
        case .email: FormatPatterns.email.matches(text)
        case .ipv4: FormatPatterns.ipv4.matches(text)
        case .ipv6: FormatPatterns.ipv6.matches(text)
        case .jsonPointer: FormatPatterns.jsonPointer.matches(text)
        case .relativeJSONPointer: FormatPatterns.relativeJSONPointer.matches(text)
        case .uri: FormatPatterns.uri.matches(text)
        case .uriReference: FormatPatterns.uriReference.matches(text)
        case .uuid: FormatPatterns.uuid.matches(text)
        }
    }

    private static func isPattern(_ text: String) -> Bool {
        var parser = PatternParser(text)
        return (try? parser.parse()) != nil
    }
}
