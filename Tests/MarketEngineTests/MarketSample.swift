import MarketEngine
import TestSupport
import Topics

/// Random sessions, small enough for many of them: wind that passes one farm after another.
struct MarketSample {
    var random: SeededRandom
    var parameters = MarketSample.small

    static let launch = MarketFixture.hour("2026-03-01T12:00:00Z")

    /// Three hours ahead, from the last 500, evaluated on 96.
    static let small: MarketParameters = {
        var parameters = MarketParameters()
        parameters.horizonHours = 3
        parameters.historyHours = 500
        parameters.evaluationHours = 96
        parameters.longestLag = 48
        return parameters
    }()

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Nearly normal: the sum of twelve uniform numbers less six.
    mutating func noise() -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
    }

    /// Power of farms that the wind reaches one after another, two hours apart.
    mutating func powers(_ count: Int, hours: Int = 500) -> [[Double]] {
        var wind = [0.0]
        for _ in 0..<hours + 2 * count {
            wind.append(0.9 * wind[wind.count - 1] + noise())
        }
        return (0..<count).map { farm in
            (0..<hours).map { hour in
                50 + 5 * wind[hour + 2 * (count - farm)] + 2 * noise()
            }
        }
    }

    /// Resources r0, r1, … of owners o0, o1, … with this power until the launch.
    func resources(_ powers: [[Double?]]) -> [MarketResource] {
        powers.enumerated().map { number, values in
            let start = Hour(Self.launch.number - values.count + 1)
            return MarketResource(
                id: "r\(number)", owner: "o\(number)",
                series: HourlySeries(start: start, values: values))
        }
    }

    /// A bid for each resource: any price, any cap, any error.
    mutating func bids(for resources: [MarketResource]) -> [MarketBid] {
        resources.map { resource in
            let gains = GainFunction.allCases
            return MarketBid(
                id: "bid-\(resource.id)", bidder: resource.owner, resource: resource.id,
                price: Int.random(in: 0...12_000_000, using: &random),
                maxPayment: Int.random(in: 0...100_000_000, using: &random),
                gain: gains[Int.random(in: 0..<gains.count, using: &random)])
        }
    }

    /// A session with a few farms, gaps in their data, and a bid of each.
    mutating func session() -> SessionInput {
        let farms = Int.random(in: 2...5, using: &random)
        var powers: [[Double?]] = self.powers(farms)
        for farm in 0..<farms where Bool.random(using: &random) {
            for _ in 0..<10 { powers[farm][Int.random(in: 0..<500, using: &random)] = nil }
        }
        let resources = resources(powers)
        let price = parameters.grid.price(Int.random(in: 0..<20, using: &random))
        return SessionInput(
            parameters: parameters, launch: Self.launch.start, price: price,
            resources: resources, bids: bids(for: resources), seed: 7)
    }

    /// A session in which the first farm's data helps the second, which bids more than it has to.
    mutating func plainSession(farms: Int = 3, gain: GainFunction) -> SessionInput {
        let resources = resources(powers(farms))
        let bid = MarketBid(
            id: "bid", bidder: "o1", resource: "r1", price: 6_000_000, maxPayment: 1 << 50,
            gain: gain)
        return SessionInput(
            parameters: parameters, launch: Self.launch.start, price: 5_500_000,
            resources: resources, bids: [bid], seed: 3)
    }
}
