import Topics

/// How many questions a node may ask of each revision before a child has had them, and the commands that
/// wait for room (docs/protocol.md, "Windows and credit").
///
/// What waits for one revision holds nobody else up.
struct AskingAccounts: Sendable {
    /// What every account begins with; the welcome says it.
    private var window = Window(messages: 0, bytes: 0)
    /// The accounts that are not as they began.
    private var accounts: [ServiceRevision: Account] = [:]
    /// Whom the questions are for whose ASK waits.
    private var recipients: [QuestionID: ServiceRevision] = [:]
    /// The ASKs that were sent, over whichever connection, and have no answer.
    private var sent: Set<UInt64> = []

    private struct Account {
        var messages: Int64
        var bytes: Int64
        /// ASKs, and what was said of their questions after them.
        var waiting = FirstInFirstOut<(correlation: UInt64, question: QuestionID)>()

        var hasRoom: Bool { messages > 0 && bytes > 0 }

        mutating func charge(_ payload: Payload) {
            messages -= 1
            bytes -= Int64(payload.count)
        }
    }

    /// Begins anew with a connection: nothing is asked over it yet, and nothing waits.
    mutating func open(_ window: Window) {
        self.window = window
        accounts = [:]
        recipients = [:]
    }

    /// Whether a command has to wait: an ASK without room, or what is said of a question whose ASK waits.
    mutating func holdsBack(_ command: Command, _ correlation: UInt64) -> Bool {
        if case .ask(let question, let payload) = command {
            var account = account(of: question.recipient)
            defer { accounts[question.recipient] = account }
            guard account.waiting.isEmpty, account.hasRoom else {
                account.waiting.append((correlation, question.id))
                recipients[question.id] = question.recipient
                return true
            }
            account.charge(payload)
            sent.insert(correlation)
            return false
        }
        guard let question = command.questionNamed, let recipient = recipients[question] else {
            return false
        }
        accounts[recipient]?.waiting.append((correlation, question))
        return true
    }

    /// Adds room to an account.
    mutating func add(_ room: Window, for recipient: ServiceRevision) {
        guard var account = accounts[recipient] else { return }
        account.messages = min(account.messages + Int64(room.messages), Int64(window.messages))
        let bytes = account.bytes.addingReportingOverflow(Int64(clamping: room.bytes))
        account.bytes = min(
            bytes.overflow ? .max : bytes.partialValue, Int64(clamping: window.bytes))
        accounts[recipient] = account
        forgetIfFull(recipient)
    }

    /// Takes the next command that waits for a revision and may be sent now.
    mutating func takeNext(
        for recipient: ServiceRevision, of pending: PendingCommands
    ) -> (correlation: UInt64, command: Command)? {
        defer { forgetIfFull(recipient) }
        while let next = accounts[recipient]?.waiting.first {
            let command = pending[next.correlation]
            if case .ask(_, let payload) = command {
                guard accounts[recipient]?.hasRoom == true else { return nil }
                accounts[recipient]?.charge(payload)
                sent.insert(next.correlation)
                recipients[next.question] = nil
            }
            _ = accounts[recipient]?.waiting.takeFirst()
            if let command { return (next.correlation, command) }
        }
        return nil
    }

    /// Takes the ASK of a question out that waits and was never sent.
    mutating func takeUnsent(_ question: QuestionID, of pending: PendingCommands) -> UInt64? {
        guard let recipient = recipients[question] else { return nil }
        let entry = accounts[recipient]?.waiting.map { $0 }.first { $0.question == question }
        guard let correlation = entry?.correlation, !sent.contains(correlation),
            let command = pending[correlation]
        else { return nil }
        forget(correlation, command)
        return correlation
    }

    /// Forgets a command that has its answer, or whose answer is not wanted any more.
    mutating func forget(_ correlation: UInt64, _ command: Command) {
        sent.remove(correlation)
        guard let question = command.questionNamed, let recipient = recipients[question] else {
            return
        }
        accounts[recipient]?.waiting.removeAll { $0.correlation == correlation }
        if case .ask = command { recipients[question] = nil }
        forgetIfFull(recipient)
    }

    private func account(of recipient: ServiceRevision) -> Account {
        accounts[recipient]
            ?? Account(messages: Int64(window.messages), bytes: Int64(clamping: window.bytes))
    }

    private mutating func forgetIfFull(_ recipient: ServiceRevision) {
        guard let account = accounts[recipient], account.waiting.isEmpty,
            account.messages >= Int64(window.messages),
            account.bytes >= Int64(clamping: window.bytes)
        else { return }
        accounts[recipient] = nil
    }
}
