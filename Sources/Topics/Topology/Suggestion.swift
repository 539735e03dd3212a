/// Which known word somebody may have meant who wrote an unknown one.
package enum Suggestion {
    /// Longer words are not compared: the work grows with the product of the lengths.
    private static let byteLimit = 64

    /// The known word that is nearest, when it is near: at most a third of its letters (at least one)
    /// changed, or one word the start of the other.
    static func nearest(to word: String, among known: [String]) -> String? {
        guard word.utf8.count <= byteLimit else { return nil }
        let written = simplified(word)
        let distances = known.map { ($0, distance(written, simplified($0))) }
        guard let (nearest, distance) = distances.min(by: { $0.1 < $1.1 }) else { return nil }
        if distance <= max(1, nearest.utf8.count / 3) { return nearest }
        return known.first { candidate in
            let candidateWord = simplified(candidate)
            return min(written.count, candidateWord.count) >= 3
                && (candidateWord.starts(with: written) || written.starts(with: candidateWord))
        }
    }

    /// A clause for the end of a sentence, empty where nothing is near.
    package static func clause(for word: String, among known: [String]) -> String {
        nearest(to: word, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The letters in lower case, with no difference between the marks that join words.
    private static func simplified(_ word: String) -> [UInt8] {
        word.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    }

    /// How many letters have to be added, left out, replaced or swapped with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (letter == other ? 0 : 1)
                var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    least = min(least, beforePrevious[column - 1] + 1)
                }
                current.append(least)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
