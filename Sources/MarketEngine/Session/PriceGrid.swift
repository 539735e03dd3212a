/// The prices that a session may have, evenly spaced, in smallest units of money per 1 % of gain.
package struct PriceGrid: Codable, Hashable, Sendable {
    /// The lowest price (`b_min`), which is also the reserve price of `sound` mode.
    package let lowest: Int
    /// The highest price (`b_max`).
    package let highest: Int
    /// How many prices there are, both ends counted.
    package let count: Int

    /// 20 prices from 0.5 to 10 million.
    package static let standard = PriceGrid(lowest: 500_000, highest: 10_000_000, count: 20)

    /// A grid; nil unless 0 <= lowest < highest <= 2^53 and it has 2...10,000 prices.
    package init?(checking lowest: Int, _ highest: Int, _ count: Int) {
        guard 0 <= lowest, lowest < highest, highest <= 1 << 53, (2...10_000).contains(count)
        else { return nil }
        self.init(lowest: lowest, highest: highest, count: count)
    }

    private init(lowest: Int, highest: Int, count: Int) {
        self.lowest = lowest
        self.highest = highest
        self.count = count
    }

    /// The distance of two neighbours.
    package var step: Double { Double(highest - lowest) / Double(count - 1) }

    /// All prices, lowest first.
    package var prices: [Double] { (0..<count).map(price) }

    /// The price with this index; the last is exactly the highest.
    package func price(_ index: Int) -> Double {
        index == count - 1 ? Double(highest) : Double(lowest) + Double(index) * step
    }

    /// The price of the grid that is nearest, the higher one of two; never outside the grid.
    package func nearest(to price: Double) -> Double {
        let place = ((price - Double(lowest)) / step + 0.5).rounded(.down)
        return self.price(Int(min(max(place, 0), Double(count - 1))))
    }

    /// The price of a market's first session: the middle of the grid.
    package var first: Double { nearest(to: (Double(lowest) + Double(highest)) / 2) }
}

extension PriceGrid {
    private enum CodingKeys: String, CodingKey { case lowest, highest, count }

    /// Reads a grid that the checks allow.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let lowest = try container.decode(Int.self, forKey: .lowest)
        let highest = try container.decode(Int.self, forKey: .highest)
        let count = try container.decode(Int.self, forKey: .count)
        guard let grid = PriceGrid(checking: lowest, highest, count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .lowest, in: container,
                debugDescription: "no price grid: \(count) prices from \(lowest) to \(highest)")
        }
        self = grid
    }
}
