import TestSupport
import Topics

/// Random values for the fields of commands, the same for the same seed.
///
/// Numbers are often at the edges of their range, texts often empty or beyond ASCII.
struct RandomValues {
    private var generator: SeededRandom

    init(seed: UInt64) {
        generator = SeededRandom(seed: seed)
    }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
        switch generator.next() % 4 {
        case 0: 0
        case 1: .max
        case 2: Number(truncatingIfNeeded: generator.next() % 16)
        default: Number(truncatingIfNeeded: generator.next())
        }
    }

    mutating func number<Number: FixedWidthInteger>(in range: ClosedRange<Number>) -> Number {
        Number.random(in: range, using: &generator)
    }

    mutating func flag() -> Bool {
        generator.next() & 1 == 1
    }

    mutating func element<Element>(of elements: [Element]) -> Element {
        guard let element = elements.randomElement(using: &generator) else {
            preconditionFailure("there is nothing to choose from")
        }
        return element
    }

    mutating func id<ID: UniqueID>() -> ID {
        ID.random(using: &generator)
    }

    mutating func time() -> Timestamp {
        Timestamp(microseconds: Int64(bitPattern: number()))
    }

    mutating func window() -> Window {
        Window(messages: number(), bytes: number())
    }

    mutating func message() -> MessageID {
        MessageID(number())
    }

    mutating func bytes(upTo limit: Int) -> [UInt8] {
        (0..<number(in: 0...limit)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }

    mutating func payload() -> Payload {
        Payload(bytes(upTo: 40))
    }

    /// A text of at most 12 characters, so of at most 48 bytes.
    mutating func text() -> String {
        let characters: [Character] = ["a", "Z", "0", "-", "/", "\0", "\n", "ß", "é", "漢", "🛰"]
        return String((0..<number(in: 0...12)).map { _ in element(of: characters) })
    }

    mutating func attributes() throws -> Attributes {
        var values: [String: String] = [:]
        for position in 0..<number(in: 0...3) { values["\(position)\(text())"] = text() }
        return try Attributes(values)
    }

    mutating func topic() throws -> TopicName {
        try TopicName("t" + resourceRest())
    }

    mutating func subscription() throws -> SubscriptionName {
        try SubscriptionName("S" + resourceRest())
    }

    mutating func revision() throws -> ServiceRevision {
        let part = "a\(number(in: 0...99))-\(number(in: 0...99))"
        let tag = element(of: ["1.9.4", "_", "some_TAG", "1--2", "1..2", "2.0.0-beta"])
        return try ServiceRevision("\(part)/0-\(part):\(tag)")
    }

    private mutating func resourceRest() -> String {
        let characters = Array("abcXYZ019-_.~+%")
        return String((0..<number(in: 2...20)).map { _ in element(of: characters) })
    }
}
