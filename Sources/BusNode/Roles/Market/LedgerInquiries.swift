import Handlers

/// What the market asks the ledger now, and what it is going to ask.
struct LedgerInquiries {
    /// Most inquiries at a time: a ledger that is slow is not buried in them.
    static let limit = 64

    private var underWay: [LedgerInquiry: UInt64] = [:]
    private var waiting: [LedgerInquiry] = []
    private var isWaiting: Set<LedgerInquiry> = []
    private var last: UInt64 = 0

    /// One inquiry that is to be made now.
    struct Start {
        /// Its number: an answer that comes late is not taken for that of the next try.
        let number: UInt64
        /// What is asked.
        let inquiry: LedgerInquiry
    }

    /// Takes note of an inquiry; the same one is not made twice at a time.
    mutating func add(_ inquiry: LedgerInquiry) {
        guard underWay[inquiry] == nil, isWaiting.insert(inquiry).inserted else { return }
        waiting.append(inquiry)
    }

    /// What is to be asked now.
    mutating func begin() -> [Start] {
        let count = min(waiting.count, Self.limit - underWay.count)
        let next = waiting.prefix(count)
        waiting.removeFirst(count)
        return next.map { inquiry in
            last += 1
            isWaiting.remove(inquiry)
            underWay[inquiry] = last
            return Start(number: last, inquiry: inquiry)
        }
    }

    /// An answer has come, or did not come in time.
    ///
    /// - Returns: whether it was still waited for.
    mutating func end(_ start: Start) -> Bool {
        guard underWay[start.inquiry] == start.number else { return false }
        underWay[start.inquiry] = nil
        return true
    }
}
