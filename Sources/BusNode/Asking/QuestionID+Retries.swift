extension QuestionID {
    /// The id of a retry of this question: always the same for the same question and count.
    ///
    /// A question that has its end keeps it, so a retry needs an id of its own. One that follows from the
    /// first lets a parent that was restarted find the retries it had made, instead of asking anew.
    ///
    /// - Parameter count: which retry, counted from 1; 0 is the question itself.
    package func retry(_ count: UInt32) -> QuestionID {
        guard count > 0 else { return self }
        let high = Self.mixed(high ^ Self.mixed(low &+ UInt64(count)))
        let low = Self.mixed(low ^ Self.mixed(high &+ UInt64(count)))
        // The version for identifiers that are made in a way of one's own (RFC 9562 section 5.8).
        return QuestionID(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
            low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }

    /// The number with all its bits mixed (the last steps of SplitMix64).
    private static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
