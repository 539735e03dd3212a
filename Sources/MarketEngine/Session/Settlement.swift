/// Whole units of money: what is paid is what is received.
enum Settlement {
    /// The fee on a payment, rounded down.
    static func fee(on payment: Int, perMillion: Int) -> Int {
        let (millions, rest) = payment.quotientAndRemainder(dividingBy: 1_000_000)
        return millions * perMillion + rest * perMillion / 1_000_000
    }

    /// Divides an amount by shares that add up to one: each part is rounded down, and the units that
    /// are left go to the largest remainders, of equal ones to the first (Hamilton's method).
    static func divide(_ amount: Int, by shares: [Double]) -> [Int] {
        guard !shares.isEmpty else { return [] }
        let exact = shares.map { Double(amount) * $0 }
        var parts = exact.map { Int($0.rounded(.down)) }
        let order = exact.indices.sorted { left, right in
            let (first, second) = (
                exact[left] - Double(parts[left]), exact[right] - Double(parts[right])
            )
            return first == second ? left < right : first > second
        }
        var rest = amount - parts.reduce(0, +)
        var place = 0
        while rest > 0 {
            parts[order[place % order.count]] += 1
            rest -= 1
            place += 1
        }
        // Rounding of shares may have given out a unit too many: the smallest remainders give it back.
        while rest < 0 {
            let giver = order[order.count - 1 - place % order.count]
            if parts[giver] > 0 {
                parts[giver] -= 1
                rest += 1
            }
            place += 1
        }
        return parts
    }
}
