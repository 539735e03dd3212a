/// The Unicode properties that `\p{…}` names: general categories and properties of one character.
///
/// The standard library does not know scripts, so `\p{Script=…}` is none.
enum UnicodeProperty {
    /// The characters of a property, or nil for a name that is not known.
    static func set(named name: String) -> ScalarSet? {
        let parts = name.split(separator: "=", omittingEmptySubsequences: false)
        if parts.count == 2, ["General_Category", "gc"].contains(parts[0]) {
            return category(String(parts[1]))
        }
        guard parts.count == 1 else { return nil }
        return category(name) ?? binary(name)
    }

    private static func category(_ name: String) -> ScalarSet? {
        let long = longNames[name] ?? name
        let members = categories.filter { $0.key == long || $0.key.first.map(String.init) == long }
        if long == "LC" { return set(of: [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]) }
        return members.isEmpty ? nil : set(of: Set(members.values))
    }

    private static func set(of categories: Set<Unicode.GeneralCategory>) -> ScalarSet {
        ScalarSet(property: { categories.contains($0.properties.generalCategory) })
    }

    private static let categories: [String: Unicode.GeneralCategory] = [
        "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter,
        "Lm": .modifierLetter, "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark,
        "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber,
        "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation,
        "Pe": .closePunctuation, "Pi": .initialPunctuation, "Pf": .finalPunctuation,
        "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol,
        "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator,
        "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Cs": .surrogate,
        "Co": .privateUse, "Cn": .unassigned,
    ]

    private static let longNames = [
        "Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll",
        "Titlecase_Letter": "Lt", "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M",
        "Combining_Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc",
        "Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd",
        "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P",
        "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps",
        "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf",
        "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc",
        "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z", "Space_Separator": "Zs",
        "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C", "Control": "Cc",
        "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co", "Unassigned": "Cn",
    ]

    private static func binary(_ name: String) -> ScalarSet? {
        switch name {
        case "Any": ScalarSet.none.inverted
        case "ASCII": ScalarSet(["\0"..."\u{7F}"])
        case "ASCII_Hex_Digit", "AHex": ScalarSet(property: { $0.properties.isASCIIHexDigit })
        case "Alphabetic", "Alpha": ScalarSet(property: { $0.properties.isAlphabetic })
        case "Assigned": ScalarSet(property: { $0.properties.generalCategory != .unassigned })
        case "Cased": ScalarSet(property: { $0.properties.isCased })
        case "Dash": ScalarSet(property: { $0.properties.isDash })
        case "Emoji": ScalarSet(property: { $0.properties.isEmoji })
        case "Hex_Digit", "Hex": ScalarSet(property: { $0.properties.isHexDigit })
        case "ID_Continue", "IDC": ScalarSet(property: { $0.properties.isIDContinue })
        case "ID_Start", "IDS": ScalarSet(property: { $0.properties.isIDStart })
        case "Ideographic", "Ideo": ScalarSet(property: { $0.properties.isIdeographic })
        case "Lowercase", "Lower": ScalarSet(property: { $0.properties.isLowercase })
        case "Math": ScalarSet(property: { $0.properties.isMath })
        case "Uppercase", "Upper": ScalarSet(property: { $0.properties.isUppercase })
        case "White_Space", "space": ScalarSet(property: { $0.properties.isWhitespace })
        case "XID_Continue", "XIDC": ScalarSet(property: { $0.properties.isXIDContinue })
        case "XID_Start", "XIDS": ScalarSet(property: { $0.properties.isXIDStart })
        default: nil
        }
    }
}
