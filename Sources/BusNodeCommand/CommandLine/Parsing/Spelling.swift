/// Finds the word that somebody probably meant.
enum Spelling {
    /// The longest word that is compared, in characters: comparing takes the product of the lengths.
    static let lengthLimit = 64

    /// The word nearest to what was typed; nil when none is near. Of equally near ones, the first.
    static func nearest(to typed: String, in words: [String]) -> String? {
        guard typed.count <= lengthLimit, !typed.isEmpty else { return nil }
        let scored = words.map { (word: $0, distance: distance(typed.lowercased(), $0)) }
        guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
        let tolerance = max(1, max(typed.count, best.word.count) / 3)
        if best.distance <= tolerance { return best.word }
        // A beginning is a common way to be wrong, however long the rest.
        guard typed.count >= 2 else { return nil }
        return words.first { $0.hasPrefix(typed.lowercased()) }
    }

    /// How many characters must be put in, left out, replaced, or swapped with their neighbour.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.prefix(lengthLimit))
        let right = Array(right.prefix(lengthLimit))
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(
                    last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2]
                    && left[row - 2] == right[column - 1]
                if isSwap { cost = min(cost, beforeLast[column - 2] + 1) }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
