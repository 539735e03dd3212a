package import Topics

/// What became of an inquiry.
package enum LedgerAnswer: Sendable {
    /// The ledger has done it, or knows it.
    case ok(JSONValue)
    /// The ledger knows nothing of it, or will not do it, with a word of `ErrorCode` and a reason.
    case refused(ErrorCode, String)
    /// Nothing was heard: the request or the answer may be lost.
    case silence(String)
}
