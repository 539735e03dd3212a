extension Market {
    /// What became of readings that were sent.
    public struct Taken: Codable, Hashable, Sendable {
        /// How many are new.
        public var added = 0
        /// How many took the place of another value.
        public var updated = 0
        /// How many were known.
        public var unchanged = 0

        /// The sum of two.
        static func + (left: Taken, right: Taken) -> Taken {
            Taken(
                added: left.added + right.added, updated: left.updated + right.updated,
                unchanged: left.unchanged + right.unchanged)
        }
    }
}
