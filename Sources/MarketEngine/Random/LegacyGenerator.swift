/// NumPy's legacy generator (`numpy.random.RandomState`): the same numbers, bit for bit.
///
/// Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998) seeded by `init_genrand`,
/// doubles of 53 bits, normals by Marsaglia's polar method, permutations by Fisher-Yates from the end
/// with masked rejection. Frozen by NEP 19, so that recorded runs can be repeated for ever.
package struct LegacyGenerator: NormalGenerator, Sendable {
    private var words: [UInt32]
    private var position = Self.size
    package var spare: Double?

    private static let size = 624
    private static let shift = 397

    /// A generator as `numpy.random.seed(seed)` leaves it.
    package init(seed: UInt32) {
        words = [UInt32](repeating: 0, count: Self.size)
        words[0] = seed
        for index in 1..<Self.size {
            let previous = words[index - 1]
            words[index] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index)
        }
    }

    /// The next 32 random bits.
    package mutating func nextWord() -> UInt32 {
        if position == Self.size { twist() }
        var word = words[position]
        position += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
    }

    /// A number of 53 bits in [0, 1).
    package mutating func nextDouble() -> Double {
        let high = Double(nextWord() >> 5)
        let low = Double(nextWord() >> 6)
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    /// A whole number in 0...limit, without bias: bits above the limit's are cut, too large ones redrawn.
    package mutating func nextInteger(through limit: UInt32) -> UInt32 {
        guard limit > 0 else { return 0 }
        let mask = UInt32.max >> UInt32(limit.leadingZeroBitCount)
        while true {
            let word = nextWord() & mask
            if word <= limit { return word }
        }
    }

    /// The numbers 0..<count in random order.
    package mutating func nextPermutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, Int(nextInteger(through: UInt32(last))))
        }
        return order
    }

    private mutating func twist() {
        for index in 0..<Self.size {
            let next = words[(index + 1) % Self.size]
            let joined = (words[index] & 0x8000_0000) | (next & 0x7FFF_FFFF)
            var word = words[(index + Self.shift) % Self.size] ^ (joined >> 1)
            if joined & 1 == 1 { word ^= 0x9908_B0DF }
            words[index] = word
        }
        position = 0
    }
}
