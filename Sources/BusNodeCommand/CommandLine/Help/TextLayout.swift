/// Breaks text into lines.
enum TextLayout {
    /// The text in lines of at most `width` columns, broken at spaces; a longer word has its own line.
    /// An empty line stays a boundary of paragraphs; other line breaks are spaces.
    static func wrap(_ text: String, width: Int) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let paragraphs = lines.split(omittingEmptySubsequences: true, whereSeparator: \.isEmpty)
        return paragraphs.map { paragraph in
            fill(paragraph.joined(separator: " ").split(separator: " "), width: width)
        }.joined(separator: [""]).map { $0 }
    }

    /// Lines with this many spaces before each that is not empty.
    static func indent(_ lines: [String], by columns: Int) -> [String] {
        lines.map { $0.isEmpty ? $0 : String(repeating: " ", count: columns) + $0 }
    }

    /// Terms and what they mean in two columns; a term too long for its column has a line of its own.
    ///
    /// - Parameter termLimit: The widest column of terms.
    static func definitions(
        _ rows: [(term: String, meaning: String)], width: Int, termLimit: Int = 28
    ) -> [String] {
        let longest = rows.map { TextWidth.columns(of: $0.term) }.filter { $0 <= termLimit }.max()
        let column = longest ?? termLimit
        // Narrower than this a column of meanings is harder to read than lines that are too long.
        let meaningWidth = max(width - column - 4, 24)
        return rows.flatMap { row -> [String] in
            let meaning = wrap(row.meaning, width: meaningWidth)
            let space = column - TextWidth.columns(of: row.term)
            let rest = indent(meaning.dropFirst(space >= 0 ? 1 : 0).map { $0 }, by: column + 4)
            guard space >= 0, let first = meaning.first else { return ["  " + row.term] + rest }
            return ["  " + row.term + String(repeating: " ", count: space + 2) + first] + rest
        }
    }

    private static func fill(_ words: [Substring], width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words {
            let needed = TextWidth.columns(of: line) + 1 + TextWidth.columns(of: String(word))
            if line.isEmpty {
                line = String(word)
            } else if needed <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
