import Handlers
import MarketEngine
import Topics

extension MarketSettings {
    /// What a topology, or a command, says of a market.
    ///
    /// - Throws: `NodeError` with code `badValues` that names what no market can have.
    init(checking market: TopologyMarket) throws(NodeError) {
        self.init()
        schedule = try Self.schedule(market.schedule)
        addresses = market.addresses == .text ? .text : .iota
        mode = market.mode == .legacy ? .legacy : .sound
        operatorName = market.operatorName ?? operatorName
        confirmWithin = market.confirmWithin ?? confirmWithin
        closingSoon = market.closingSoon ?? closingSoon
        leastPayment = market.leastPayment ?? leastPayment
        leastPayout = market.leastPayout ?? leastPayout
        wallet = market.wallet
        do throws(AddressError) {
            if let wallet { try addresses.check(wallet) }
        } catch {
            throw NodeError(.badValues, "the market's wallet \(error)")
        }
        do throws(RequestRefusal) {
            try parameters.take(market.parameters)
        } catch {
            throw NodeError(.badValues, "no session can be computed like this: \(error.error)")
        }
    }

    private static func schedule(
        _ schedule: MarketSchedule
    ) throws(NodeError) -> SessionSchedule {
        switch schedule {
        case .manual: return .manual
        case .every(let minutes): return .every(minutes: minutes)
        case .daily(let minuteOfDay, let zone):
            do throws(ZoneError) {
                return .daily(minuteOfDay: minuteOfDay, zone: try TimeZoneRules(zone))
            } catch {
                throw NodeError(.badValues, error.description)
            }
        }
    }
}
