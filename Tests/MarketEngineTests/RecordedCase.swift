import Testing
import Topics

@testable import MarketEngine

/// One recorded run of the original engine.
struct RecordedCase: Sendable, CustomTestStringConvertible {
    let json: JSONValue

    var testDescription: String { name }
    var name: String { json["case"]?.string ?? "" }

    subscript(key: String) -> JSONValue? { json[key] }

    /// What our engine brings for the run; computed once.
    var legacyResult: SessionResult {
        get throws {
            try Self.results[name, default: .failure(SessionError("no run \(name)"))].get()
        }
    }

    private static let results: [String: Result<SessionResult, any Error>] = Dictionary(
        uniqueKeysWithValues: MarketFixture.cases.map { recorded in
            (recorded.name, Result { try SessionRun.compute(recorded.input, mode: .legacy) })
        })

    /// The run as an input of ours; money in millionths of the recorded unit.
    var input: SessionInput {
        get throws {
            let params = json["params"] ?? .null
            var parameters = MarketParameters()
            parameters.horizonHours = params["horizon"]?.integer ?? 0
            parameters.evaluationHours = params["n_hours"]?.integer ?? 0
            parameters.feePerMillion = Self.units(params["market_fee_pct"])
            parameters.learningRate = params["delta"]?.double ?? 0
            parameters.legacyOrders = params["revenue_K"]?.integer ?? 0
            parameters.similarityPenalty = params["revenue_lambda"]?.double ?? 0
            let grid = PriceGrid(
                checking: Self.units(params["b_min"]), Self.units(params["b_max"]),
                params["n_price_steps"]?.integer ?? 0)
            if let grid { parameters.grid = grid }
            let launch = (params["launch"]?.string ?? "").replacing(" ", with: "T")
            return SessionInput(
                parameters: parameters, launch: try Timestamp(launch),
                price: Double(Self.units(params["market_price"])),
                weights: params["prev_weights"]?.array?.compactMap(\.double),
                resources: resources, bids: bids,
                seed: UInt32(params["np_seed"]?.integer ?? 0))
        }
    }

    private var resources: [MarketResource] {
        (json["users_resources"]?.array ?? []).compactMap { entry in
            guard let id = entry["id"]?.string, let owner = entry["user"]?.string,
                let series = MarketFixture.tiny[id]
            else { return nil }
            return MarketResource(id: id, owner: owner, series: series)
        }
    }

    private var bids: [MarketBid] {
        (json["bids"]?.array ?? []).compactMap { entry in
            guard let resource = entry["resource"]?.string, let bidder = entry["user"]?.string,
                let gain = GainFunction(rawValue: entry["gain_func"]?.string ?? "")
            else { return nil }
            return MarketBid(
                id: "bid-\(resource)", bidder: bidder, resource: resource,
                price: Self.units(entry["bid_price"]),
                maxPayment: Self.units(entry["max_payment"]), gain: gain)
        }
    }

    private static func units(_ value: JSONValue?) -> Int {
        Int(((value?.double ?? 0) * 1_000_000).rounded())
    }
}
