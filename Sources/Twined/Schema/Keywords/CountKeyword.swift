import Topics

/// `minLength`, `maxItems` and the like: how many characters, elements or members a value may have.
final class CountKeyword: Keyword {
    private let part: Part
    private let minimum: Int?
    private let maximum: Int?
    private let minimumSite: KeywordSite
    private let maximumSite: KeywordSite

    /// What is counted, by the end of the keyword.
    enum Part: String {
        case characters = "Length"
        case items = "Items"
        case members = "Properties"
    }

    init?(_ reader: KeywordReader, _ part: Part) throws(SchemaError) {
        self.part = part
        minimum = try reader.count("min" + part.rawValue)
        maximum = try reader.count("max" + part.rawValue)
        if minimum == nil && maximum == nil { return nil }
        minimumSite = reader.site("min" + part.rawValue)
        maximumSite = reader.site("max" + part.rawValue)
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard let count = count(of: value) else { return true }
        if let minimum, count < minimum {
            return evaluation.fail(
                minimumSite, "\(Excerpt.of(value)) has \(text(count)), fewer than \(minimum)")
        }
        if let maximum, count > maximum {
            return evaluation.fail(
                maximumSite, "\(Excerpt.of(value)) has \(text(count)), more than \(maximum)")
        }
        return true
    }

    private func count(of value: JSONValue) -> Int? {
        switch (part, value) {
        case (.characters, .string(let text)): text.unicodeScalars.count
        case (.items, .array(let elements)): elements.count
        case (.members, .object(let object)): object.count
        default: nil
        }
    }

    private func text(_ count: Int) -> String {
        let noun =
            switch part {
            case .characters: "character"
            case .items: "element"
            case .members: "member"
            }
        return "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
