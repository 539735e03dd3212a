/// How a message stands in a subscription.
struct ModelEntry {
    /// What it waits for.
    enum State: Equatable {
        case owed
        case leased(session: Int, until: Int)
        /// Acknowledged while an earlier message of its key is not settled.
        case acknowledged
        case settled
    }

    var state = State.owed
    var attempt = 0
    /// When it may be given out.
    var due = 0
    var wasGivenBack = false
    /// Taken back with an earlier one of its key: an acknowledgement counts for nothing.
    var wasTakenBack = false
    /// Whether its next attempt may be the same again: the backbone was restarted.
    var mayRepeat = false
    /// Whether its place among others is not said: the backbone was restarted.
    var isUnordered = false
    /// When it was settled because its time was over.
    var overSince: Int?
    /// The attempt that settled it and when.
    var settledBy: (attempt: Int, time: Int)?

    var isLeased: Bool {
        if case .leased = state { true } else { false }
    }

    /// Makes it owed again; `isKept` says that it is kept in order.
    mutating func giveBack(due moment: Int, isKept: Bool) {
        (state, due, wasGivenBack, wasTakenBack) = (.owed, moment, true, isKept)
    }

    /// Settles it without an acknowledgement; the moment is that at which its time was over.
    mutating func settle(overSince moment: Int?) {
        (state, overSince) = (.settled, moment)
    }
}
