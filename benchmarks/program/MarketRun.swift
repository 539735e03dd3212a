import BusNode
import MarketEngine

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Computes the same market session again and again: the time of each, and the memory of all.
struct MarketRun {
    private let input: SessionInput
    private let mode: MarketMode
    private let rounds: Int

    init(_ arguments: Arguments) throws {
        let (sellers, rows) = (try arguments.number("sellers"), try arguments.number("rows"))
        guard let mode = MarketMode(rawValue: try arguments.text("mode")) else {
            throw NodeError(.badValues, "--mode is neither sound nor legacy")
        }
        self.mode = mode
        rounds = try arguments.number("rounds")
        var wind = MarketWind(sellers: sellers, hours: rows)
        let launch = Hour(480_000)
        let resources = (0..<sellers).map { farm in
            let start = Hour(launch.number - rows + 1)
            let series = HourlySeries(start: start, values: wind.power(ofFarm: farm))
            return MarketResource(id: "r\(farm)", owner: "o\(farm)", series: series)
        }
        // Every bid is another one: by its resource, its error, or its price.
        let bids = (0..<(try arguments.number("bids"))).map { number in
            let farm = number % sellers
            return MarketBid(
                id: "b\(number)", bidder: "o\(farm)", resource: "r\(farm)",
                price: 3_000_000 + 100_000 * (number % 60), maxPayment: 1 << 40,
                gain: GainFunction.allCases[number % 3])
        }
        var parameters = MarketParameters()
        parameters.historyHours = rows
        input = SessionInput(
            parameters: parameters, launch: launch.start, price: 5_500_000, resources: resources,
            bids: bids, seed: 1)
    }

    func run() throws {
        var figures = Figures()
        for _ in 0..<rounds {
            let began = ContinuousClock.now
            let result = try SessionRun.compute(input, mode: mode)
            figures.add(ContinuousClock.now - began)
            guard result.outcomes.contains(where: { $0.payment > 0 }) else {
                throw NodeError(.badValues, "nobody paid: the session computed nothing")
            }
        }
        var usage = rusage()
        getrusage(Self.ownProcess, &usage)
        #if canImport(Glibc)
            let peak = usage.ru_maxrss
        #else
            let peak = usage.ru_maxrss / 1_024
        #endif
        figures.report(peakKibibytes: peak)
    }

    #if canImport(Glibc)
        private static let ownProcess = __rusage_who_t(RUSAGE_SELF.rawValue)
    #else
        private static let ownProcess = RUSAGE_SELF
    #endif
}
