/// The terms that were read last, by the texts that they were read from.
final class ReadTerms {
    private var last: (key: Key, terms: SessionTerms)?

    /// What the row of a session says of its terms.
    struct Key: Hashable {
        let mode: String
        let price: Double
        let weights: String
        let parameters: String
        let seed: Int64
    }

    /// The terms of these texts, if they were the last.
    func terms(_ key: Key) -> SessionTerms? {
        last?.key == key ? last?.terms : nil
    }

    /// Keeps the terms of these texts in place of those before.
    func keep(_ terms: SessionTerms, of key: Key) {
        last = (key, terms)
    }
}
