import BusNode

extension CommandFailure {
    /// What a failure on the bus means to a script.
    init(_ error: NodeError) {
        let code: ExitCode =
            switch error.code {
            case .unreachable, .closed: .unreachable
            case .nobodyServes, .notFound: .notFound
            case .exception: .exception
            case .cancelled: .cancelled
            case .timedOut, .notLeased: .timedOut
            case .badName, .badValues, .conflict, NodeError.Code(.malformed): .badData
            default: .internalError
            }
        self.init(code, error.message)
    }
}
