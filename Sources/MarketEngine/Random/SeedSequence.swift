/// Random numbers of `sound` mode: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) from a seed and a name.
///
/// The name, say that of a bid, makes its numbers independent of what else is in the session.
package struct SeedSequence: NormalGenerator, RandomNumberGenerator, Sendable {
    private var state: UInt64
    package var spare: Double?

    /// A sequence that depends on the seed and the name alone (FNV-1a joins them).
    package init(seed: UInt32, name: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        for shift in [24, 16, 8, 0] as [UInt32] { mix(UInt8(truncatingIfNeeded: seed >> shift)) }
        for byte in name.utf8 { mix(byte) }
        state = hash
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// The numbers 0..<count in random order.
    package mutating func nextPermutation(of count: Int) -> [Int] {
        Array(0..<count).shuffled(using: &self)
    }

    /// A number of 53 bits in [0, 1).
    package mutating func nextDouble() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }
}
