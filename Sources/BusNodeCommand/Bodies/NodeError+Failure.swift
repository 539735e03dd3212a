import BusNode

extension CommandFailure {
    /// What a failure on the bus means to a script.
    init(_ error: NodeError) {
        let code: ExitCode =
            switch error.code {
            case .unreachable, .closed, NodeError.Code(.peerLost): .unreachable
            case .nobodyServes, .notFound: .notFound
            case .exception: .exception
            case .cancelled: .cancelled
            case .timedOut, .notLeased: .timedOut
            case .badName, .badValues, .conflict, NodeError.Code(.malformed),
                NodeError.Code(.tooLarge):
                .badData
            case .limitReached: .limitReached
            case .failed: .failed
            // A backbone of a later version may have codes that are not known here.
            default: .refused
            }
        self.init(code, error.message)
    }
}
