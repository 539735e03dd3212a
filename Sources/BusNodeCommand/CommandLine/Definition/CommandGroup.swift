/// What a command is for, in the overview.
enum CommandGroup: String, CaseIterable, Sendable {
    case run = "Run"
    case ask = "Ask"
    case messages = "Messages"
    case registry = "Registry"
    case market = "Market"
    case look = "Look"
    case other = "Other"
}
