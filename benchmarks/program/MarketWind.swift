/// Wind that reaches one farm after another, two hours apart; always the same.
struct MarketWind {
    private var state: UInt64 = 1
    private var wind = [0.0]
    private let sellers: Int
    private let hours: Int

    init(sellers: Int, hours: Int) {
        self.sellers = sellers
        self.hours = hours
        for _ in 0..<hours + 2 * sellers {
            wind.append(0.95 * wind[wind.count - 1] + noise())
        }
    }

    /// The power of a farm in every hour, in kW.
    mutating func power(ofFarm farm: Int) -> [Double] {
        (0..<hours).map { 50 + 5 * wind[$0 + 2 * (sellers - farm)] + 2 * noise() }
    }

    /// Nearly normal: the sum of twelve uniform numbers less six.
    private mutating func noise() -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
    }

    /// SplitMix64.
    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) / 9_007_199_254_740_992
    }
}
