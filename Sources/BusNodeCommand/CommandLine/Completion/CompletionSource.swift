/// Where the candidates for a value come from.
enum CompletionSource: Sendable, Equatable {
    case nothing
    case files
    case folders
    case programs
    case words([String])
    /// Asked of the program itself: `busnode complete-values KIND`.
    case values(String)
}

extension ValueKind {
    /// Where candidates for a value of this kind come from.
    var completion: CompletionSource {
        switch self {
        case .text, .integer, .duration, .endpoint, .time, .pair: .nothing
        case .word(let words), .words(let words): .words(words)
        case .file: .files
        case .folder: .folders
        case .program: .programs
        case .revision, .reference, .shortReference: .values("revisions")
        case .service: .values("services")
        case .question: .values("questions")
        case .topic: .values("topics")
        case .subscription: .values("subscriptions")
        case .snapshot: .values("snapshots")
        }
    }
}
