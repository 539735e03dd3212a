/// How much a bid gains by features of each quality, and what that costs.
///
/// The quality is the noise as a part of a feature's deviation: max(0, p - b) / p for a bid b at a price
/// p (Gonçalves, Pinson and Bessa 2021, eq. 18). The gain is measured at 21 qualities, never rises with
/// the noise, and is linear in between: so it never falls as the bid rises, and the integral of the
/// payment is exact. These are the two conditions of Myerson (1981, lemma 2) for a truthful payment.
package struct QualityCurve: Hashable, Sendable {
    /// The gains in percent at the noise 0, 1/20, …, 1.
    package let gains: [Double]

    /// The integral of the gain over the noise from 0 to each node.
    private let integrals: [Double]

    /// How many steps the noise goes from none to all.
    package static let steps = 20

    /// A curve through gains as measured; one above an earlier one is lowered to it.
    package init(measured: [Double]) {
        precondition(measured.count == Self.steps + 1, "a curve has a gain for each quality")
        var gains = measured
        var integrals = [0.0]
        for place in 1..<gains.count {
            gains[place] = min(gains[place], gains[place - 1])
            let area = (gains[place] + gains[place - 1]) / 2 / Double(Self.steps)
            integrals.append(integrals[place - 1] + area)
        }
        self.gains = gains
        self.integrals = integrals
    }

    /// The noise for a bid at a price, 0...1.
    package static func noise(bid: Double, price: Double) -> Double {
        price > bid ? (price - bid) / price : 0
    }

    /// The gain in percent for a bid at a price; a bid below the reserve price gains nothing.
    package func gain(bid: Double, price: Double, reserve: Double) -> Double {
        bid >= reserve ? gain(noise: Self.noise(bid: bid, price: price)) : 0
    }

    /// Myerson's payment: b·G(b) less the integral of G from the reserve price to b (Agarwal, Dahleh
    /// and Sarkar 2019, section 4; Gonçalves, Pinson and Bessa 2021, eq. 19). It makes a bid of one's
    /// true value the best one, whatever the price.
    package func payment(bid: Double, price: Double, reserve: Double) -> Double {
        guard bid >= reserve else { return 0 }
        let turn = min(max(price, reserve), bid)
        let clean = (bid - turn) * gains[0]
        let most = integral(noise: Self.noise(bid: reserve, price: price))
        let least = integral(noise: Self.noise(bid: bid, price: price))
        let degraded = turn > reserve ? price * (most - least) : 0
        return max(0, bid * gain(bid: bid, price: price, reserve: reserve) - clean - degraded)
    }

    /// The highest bid up to this one of which the payment is within a cap; nil where there is none.
    /// The payment never falls with the bid, so it is found by halving.
    package func affordable(bid: Double, price: Double, reserve: Double, cap: Double) -> Double? {
        if payment(bid: bid, price: price, reserve: reserve) <= cap { return bid }
        guard bid >= reserve, payment(bid: reserve, price: price, reserve: reserve) <= cap
        else { return nil }
        var (low, high) = (reserve, bid)
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return low }
            if payment(bid: middle, price: price, reserve: reserve) <= cap {
                low = middle
            } else {
                high = middle
            }
        }
    }

    private func gain(noise: Double) -> Double {
        let (node, rest) = Self.place(of: noise)
        return rest == 0 ? gains[node] : gains[node] + (gains[node + 1] - gains[node]) * rest
    }

    private func integral(noise: Double) -> Double {
        let (node, rest) = Self.place(of: noise)
        guard rest > 0 else { return integrals[node] }
        let slope = gains[node + 1] - gains[node]
        return integrals[node] + rest * (gains[node] + slope * rest / 2) / Double(Self.steps)
    }

    /// The node below a noise, and how far it is on to the next, 0..<1.
    private static func place(of noise: Double) -> (node: Int, rest: Double) {
        let scaled = min(max(noise, 0), 1) * Double(steps)
        let node = Int(scaled.rounded(.down))
        return node == steps ? (steps, 0) : (node, scaled - Double(node))
    }
}
