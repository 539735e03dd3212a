/// Why a command ends without success: what a person is told, and what a script can tell from the status.
struct CommandFailure: Error, Equatable {
    /// The status that the process exits with.
    let code: ExitCode
    /// What went wrong, in one sentence without a full stop.
    let message: String
    /// What to do about it, or nil when there is nothing better than the message.
    let advice: String?

    init(_ code: ExitCode, _ message: String, advice: String? = nil) {
        self.code = code
        self.message = message
        self.advice = advice
    }
}

extension CommandFailure {
    /// The failure of a command line that is not understood.
    init(_ error: UsageError) {
        let command = (["busnode"] + error.path + ["--help"]).joined(separator: " ")
        self.init(.usage, error.message, advice: error.advice ?? "see \"\(command)\"")
    }
}
