/// Reads a version from front to back, every byte once (PEP 440, appendix B).
///
/// A separator before a word or a number may be left out, which is why nothing has to be read twice: what
/// follows a separator that was taken can as well stand without it.
struct VersionScanner {
    private let bytes: [UInt8]
    private var position = 0

    private static let stages: [(word: String, stage: Version.Stage)] = [
        ("alpha", .alpha), ("beta", .beta), ("preview", .candidate), ("pre", .candidate),
        ("rc", .candidate), ("a", .alpha), ("b", .beta), ("c", .candidate),
    ]

    init(_ text: String) {
        bytes = text.utf8.map { byte in
            byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
        }
    }

    /// The version, if the whole text is one.
    mutating func version() -> Version? {
        _ = skip("v")
        guard let first = number() else { return nil }
        let hasEpoch = skip("!")
        guard let release = release(first: hasEpoch ? number() : first) else { return nil }
        let preRelease = preRelease()
        let postRelease = postRelease()
        let developmentRelease = numbered(oneOf: ["dev"])
        let local = local()
        guard position == bytes.count else { return nil }
        return Version(
            epoch: hasEpoch ? first : .zero, release: release, preRelease: preRelease,
            postRelease: postRelease, developmentRelease: developmentRelease, local: local)
    }

    private mutating func release(first: DecimalNumber?) -> [DecimalNumber]? {
        guard let first else { return nil }
        var release = [first]
        while peek() == UInt8(ascii: "."), isDigit(peek(1)) {
            position += 1
            if let next = number() { release.append(next) }
        }
        return release
    }

    private mutating func preRelease() -> Version.PreRelease? {
        for (word, stage) in Self.stages {
            if let number = numbered(oneOf: [word]) {
                return Version.PreRelease(stage: stage, number: number)
            }
        }
        return nil
    }

    private mutating func postRelease() -> DecimalNumber? {
        if peek() == UInt8(ascii: "-"), isDigit(peek(1)) {
            position += 1
            return number()
        }
        return numbered(oneOf: ["post", "rev", "r"])
    }

    /// What follows `+`. Where that is incomplete nothing is read, so that the whole text is no version.
    private mutating func local() -> [Version.LocalPart]? {
        let start = position
        guard skip("+") else { return nil }
        var parts: [Version.LocalPart] = []
        repeat {
            let word = take { isDigit($0) || isLetter($0) }
            guard !word.isEmpty else {
                position = start
                return nil
            }
            let isNumber = word.allSatisfy { isDigit($0) }
            parts.append(
                isNumber
                    ? .number(DecimalNumber(digits: word))
                    : .text(String(decoding: word, as: UTF8.self)))
        } while skipSeparator()
        return parts
    }

    /// A word with the number after it, 0 when there is none; a separator may stand before and after the
    /// word. Where no such word comes, nothing is read.
    private mutating func numbered(oneOf words: [String]) -> DecimalNumber? {
        let start = position
        _ = skipSeparator()
        guard words.contains(where: { skip($0) }) else {
            position = start
            return nil
        }
        _ = skipSeparator()
        return number() ?? .zero
    }

    private mutating func number() -> DecimalNumber? {
        let digits = take { isDigit($0) }
        return digits.isEmpty ? nil : DecimalNumber(digits: digits)
    }

    private mutating func take(while isWanted: (UInt8?) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while isWanted(peek()) { position += 1 }
        return bytes[start..<position]
    }

    private mutating func skip(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func skipSeparator() -> Bool {
        skip(".") || skip("-") || skip("_")
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }
}

private func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
}

private func isLetter(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
}
