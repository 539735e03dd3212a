/// Which program to run, and with what.
struct ProgramSettings: Sendable, Equatable {
    /// The path of the program, or a name that is looked up in the `PATH` of this process.
    var program: String
    /// What is passed to it, without its own name.
    var arguments: [String] = []
    /// Its whole environment.
    var environment: [String: String] = [:]
    /// Where it starts; nil for the folder of this process. A relative path of the program starts there.
    var folder: String?
    /// What its standard input is.
    var input = Stream.nothing
    /// What its standard output is.
    var output = Stream.shared
    /// What its standard error is.
    var errors = Stream.shared
    /// Whether it finds requests at descriptor 3 and puts events at descriptor 4, beside what it writes for
    /// people.
    var hasConversation = false

    /// Where a standard stream of a child leads.
    enum Stream: Sendable, Equatable {
        /// To `/dev/null`.
        case nothing
        /// Where that of this process leads.
        case shared
        /// To a pipe whose other end is ours.
        case pipe
    }
}
