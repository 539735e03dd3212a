/// When a child keeps what is needed to run a question again elsewhere.
public enum SaveDiagnostics: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// Never.
    case off = 0
    /// When the question ends with an exception.
    case onCrash = 1
    /// Always.
    case on = 2

    /// The word that Twined uses in the attribute `save_diagnostics`.
    public var description: String {
        switch self {
        case .off: "SAVE_DIAGNOSTICS_OFF"
        case .onCrash: "SAVE_DIAGNOSTICS_ON_CRASH"
        case .on: "SAVE_DIAGNOSTICS_ON"
        }
    }
}
