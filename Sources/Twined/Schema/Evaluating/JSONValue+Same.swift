import Topics

extension JSONValue {
    /// How deep a hash looks: as deep as any text that our readers let through.
    private static let hashedDepth = 128

    /// Whether both are the same value for JSON Schema: strings by their characters (Unicode scalars),
    /// numbers by their values, objects in any order of members.
    func isSame(as other: JSONValue) -> Bool {
        // A list in place of recursion: values may be deep.
        var pending = [(self, other)]
        while let (left, right) = pending.popLast() {
            switch (left, right) {
            case (.null, .null): break
            case (.bool(let left), .bool(let right)): if left != right { return false }
            case (.number(let left), .number(let right)): if left != right { return false }
            case (.string(let left), .string(let right)):
                if !left.utf8.elementsEqual(right.utf8) { return false }
            case (.array(let left), .array(let right)):
                if left.count != right.count { return false }
                pending.append(contentsOf: zip(left, right))
            case (.object(let left), .object(let right)):
                if left.count != right.count { return false }
                for (key, value) in left {
                    guard let other = right[key] else { return false }
                    pending.append((value, other))
                }
            default: return false
            }
        }
        return true
    }

    /// A hash that the same values share.
    var sameHash: Int {
        var hasher = Hasher()
        hash(into: &hasher, depth: 0)
        return hasher.finalize()
    }

    private func hash(into hasher: inout Hasher, depth: Int) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let bool): hasher.combine(bool)
        case .number(let number): hasher.combine(number)
        case .string(let text): hasher.combine(text)
        case .array(let elements):
            hasher.combine(elements.count)
            guard depth < Self.hashedDepth else { return }
            for element in elements { element.hash(into: &hasher, depth: depth + 1) }
        case .object(let object):
            hasher.combine(object.count)
            guard depth < Self.hashedDepth else { return }
            var sum = 0
            for (key, value) in object {
                var member = Hasher()
                member.combine(key)
                value.hash(into: &member, depth: depth + 1)
                sum &+= member.finalize()
            }
            hasher.combine(sum)
        }
    }
}
