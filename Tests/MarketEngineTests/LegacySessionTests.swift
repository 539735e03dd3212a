import MarketEngine
import Testing
import Topics

@Suite struct `A session by the original's formulas` {
    private let million = 1_000_000.0

    @Test(arguments: MarketFixture.finished)
    func `brings what the original brought`(recorded: RecordedCase) throws {
        let result = try recorded.legacyResult
        for outcome in result.outcomes {
            let id = outcome.bid.resource
            let buyer = try #require(recorded["buyers"]?[id])
            #expect(outcome.rows == buyer["shape"]?[0]?.integer)
            #expect(isClose(outcome.gain, buyer["gain"]?.double), "gain of \(id)")
            #expect(isClose(outcome.exactPayment / million, buyer["payment"]?.double), "\(id)")
            #expect(isClose(outcome.exactFee / million, buyer["market_fee"]?.double), "\(id)")
            #expect(isClose(outcome.finalBid / million, buyer["final_bid"]?.double), "\(id)")
            let forecasts = try #require(buyer["forecasts"]?.array)
            #expect(outcome.forecast.count == forecasts.count)
            for (point, expected) in zip(outcome.forecast, forecasts) {
                #expect(point.hour == MarketFixture.hour(expected[0]?.string ?? ""))
                #expect(isClose(point.value, expected[1]?.double), "\(id) at \(point.hour)")
            }
            for share in outcome.shares {
                let expected = recorded["payment_split"]?[id]?[share.resource]
                #expect(isClose(share.share, expected?["pct_revenue"]?.double), "share of \(id)")
                let revenue = share.exactRevenue / million
                #expect(isClose(revenue, expected?["abs_revenue"]?.double), "revenue of \(id)")
            }
            #expect(outcome.shares.reduce(0) { $0 + $1.revenue } == outcome.payment - outcome.fee)
        }
    }

    @Test(arguments: MarketFixture.finished)
    func `divides and prices as the original did`(recorded: RecordedCase) throws {
        let result = try recorded.legacyResult
        let drawn = result.outcomes.flatMap(\.ordersDrawn)
        let orders = (recorded["permutations_drawn"]?.array ?? []).map {
            $0.array?.compactMap(\.integer)
        }
        // The recording stops after forty orders.
        #expect(drawn.prefix(40).map { $0 } == orders)
        let divided = result.outcomes.filter { $0.shares.count > 1 }
        let values = try #require(recorded["shapley_phi_raw"]?.array)
        #expect(divided.count == values.count)
        for (outcome, expected) in zip(divided, values) {
            for (share, value) in zip(outcome.shares, expected.array ?? []) {
                #expect(isClose(share.value, value.double), "value of \(share.resource)")
            }
        }
        for revenue in result.revenues {
            let expected = recorded["sellers_revenue"]?[revenue.resource]?.double
            #expect(isClose(revenue.exactRevenue / million, expected), "\(revenue.resource)")
        }
        let weights = try #require(recorded["next_weights"]?.array)
        for (weight, expected) in zip(result.nextWeights, weights) {
            #expect(isClose(weight, expected.double))
        }
        #expect(isClose(result.nextPrice / million, recorded["next_market_price"]?.double))
    }

    /// The original's session died of these; here the bid says why, and the rest goes on.
    @Test func `goes on where the original stopped`() throws {
        let alone = try #require(MarketFixture.cases.first { $0.name.hasPrefix("T10") })
        let outcome = try alone.legacyResult.outcomes[0]
        #expect(outcome.verdict == .noSellers)
        #expect(outcome.payment == 0)
        #expect(outcome.forecast.count == 24)

        let empty = try #require(MarketFixture.cases.first { $0.name.hasPrefix("T11") })
        let result = try empty.legacyResult
        #expect(result.outcomes.isEmpty)
        #expect(result.nextWeights == (try empty.input.weights))
    }
}
