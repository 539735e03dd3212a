import Handlers
import MarketEngine
import Store
import TestSupport
import Topics

/// A market and a ledger, the way between them, and whoever asks them, in virtual time.
///
/// Each is the real one, on a file of its own. Whatever is decided outside the files is lost when a process
/// stops: replies, questions to the ledger, computations, alarms.
final class TrialWorld {
    typealias Market = TrialProcess<MarketInput, MarketTold>
    typealias Ledger = TrialProcess<LedgerInput, LedgerTold>

    /// What comes of a turn of the market, and when it is to be woken.
    struct MarketTold {
        let reply: Reply?
        let directives: [MarketDirective]
        let wake: Timestamp?
    }

    /// What comes of a turn of the ledger, and when it is to be woken.
    struct LedgerTold {
        let reply: Reply?
        let wake: Timestamp?
    }

    /// Who is asked.
    enum Side {
        case market
        case ledger
    }

    let clock = TrialClock(at: TrialTown.start)
    let troubles: TrialTroubles
    let market: Market
    let ledger: Ledger
    /// What every session was computed from: the same, however often.
    private var inputs: [Int64: SessionInput] = [:]
    /// How many computations were begun.
    private(set) var computations = 0
    /// How many alarms were set for each, so that only the last rings.
    private var alarms: [Side: Int] = [:]
    private let folder: TemporaryFolder

    /// How long whoever asks waits for a reply.
    static let patience = Duration.seconds(5)

    init(_ troubles: TrialTroubles) throws {
        self.troubles = troubles
        folder = try TemporaryFolder()
        try folder.write(TrialTown.files.market, to: "market")
        try folder.write(TrialTown.files.ledger, to: "ledger")
        market = try Market(folder.file("market"), clock, troubles) { connection in
            let handler = MarketHandler(
                try MarketStore(connection), settings: TrialTown.settings)
            return { input, now in
                let done = try handler.handle(input, at: now)
                return MarketTold(
                    reply: done.reply, directives: done.directives,
                    wake: try handler.nextWake(at: now))
            }
        }
        ledger = try Ledger(folder.file("ledger"), clock, troubles) { connection in
            let handler = LedgerHandler(
                try LedgerStore(connection), settings: TrialTown.ledgerSettings)
            return { input, now in
                LedgerTold(reply: try handler.handle(input, at: now), wake: try handler.nextWake)
            }
        }
        market.onStart = { [unowned self] in try tellMarket(.started) }
        ledger.onStart = { [unowned self] in try tellLedger(.wake) }
        clock.after(.zero) { [unowned self] in try tellMarket(.started) }
    }

    /// Asks once, and says what is replied within five seconds; nil when nothing is.
    func ask(
        _ side: Side, _ request: Request, then: @escaping (Reply?) throws -> Void
    ) {
        var isOver = false
        let end = { (reply: Reply?) in
            guard !isOver else { return }
            isOver = true
            try then(reply)
        }
        clock.after(Self.patience) { try end(nil) }
        let way = troubles.way()
        var delay = troubles.delay(20, 300)
        if case .isLost = way { return }
        if case .isLate(let late) = way { delay = late }
        clock.after(delay) { [unowned self] in
            let reply =
                try side == .market
                ? tellMarket(.request(request)) : tellLedger(.request(request))
            guard let reply else { return }
            if case .isForgotten = way { return }
            clock.after(troubles.delay(20, 300)) { try end(reply) }
        }
    }

    /// Asks until there is a reply.
    func insist(
        _ side: Side, _ method: String, _ fields: JSONValue,
        then: @escaping (_ isDone: Bool, JSONValue) throws -> Void = { _, _ in }
    ) {
        let address = side == .market ? "market" : "ledger"
        let request = Request(address: address, method: method, payload: Payload(fields.bytes()))
        ask(side, request) { [unowned self] reply in
            guard let reply else { return insist(side, method, fields, then: then) }
            try then(reply.code == "ok", JSONValue(parsing: reply.payload.bytes))
        }
    }
}

/// The turns of the two.
extension TrialWorld {
    @discardableResult
    private func tellMarket(_ input: MarketInput) throws -> Reply? {
        let told = try market.tell(input)
        try TrialCheck(self).checkTurn()
        guard let told else { return nil }
        for directive in told.directives { try carryOut(directive) }
        let life = market.life
        setAlarm(.market, at: told.wake) { [unowned self] in
            if market.life == life { try tellMarket(.wake) }
        }
        return told.reply
    }

    @discardableResult
    private func tellLedger(_ input: LedgerInput) throws -> Reply? {
        let told = try ledger.tell(input)
        try TrialCheck(self).checkTurn()
        guard let told else { return nil }
        let life = ledger.life
        setAlarm(.ledger, at: told.wake) { [unowned self] in
            if ledger.life == life { try tellLedger(.wake) }
        }
        return told.reply
    }

    private func setAlarm(
        _ side: Side, at time: Timestamp?, _ action: @escaping () throws -> Void
    ) {
        alarms[side, default: 0] += 1
        guard let time else { return }
        let number = alarms[side]
        clock.at(time) { [unowned self] in
            if alarms[side] == number { try action() }
        }
    }

    private func carryOut(_ directive: MarketDirective) throws {
        let life = market.life
        switch directive {
        case .askLedger(let inquiry):
            let request = Request(
                address: "ledger", method: inquiry.method,
                payload: Payload(JSONValue.object(inquiry.parameters).bytes()))
            ask(.ledger, request) { [unowned self] reply in
                guard market.life == life else { return }
                try tellMarket(.ledger(inquiry.subject, Self.answer(reply)))
            }
        case .compute(let session, let input, let mode):
            computations += 1
            try TrialFailure.unless(
                inputs[session, default: input] == input,
                "session \(session) is computed from other data after a restart")
            inputs[session] = input
            let result = TrialResults.result(of: input, mode)
            clock.after(troubles.delay(500, 40_000)) { [unowned self] in
                guard market.life == life else { return }
                try tellMarket(.computed(session: session, result))
            }
        case .study: throw TrialFailure("no study was asked for")
        }
    }

    private static func answer(_ reply: Reply?) throws -> LedgerAnswer {
        guard let reply else { return .silence("nothing came in time") }
        let body = try JSONValue(parsing: reply.payload.bytes)
        guard reply.code != "ok" else { return .ok(body) }
        return .refused(ErrorCode(rawValue: reply.code), body["error"]?.string ?? "")
    }
}
