import BusNode

/// Deals with each message by a run of a program: the message's bytes on its standard input, what else there
/// is to know in its environment; when it ends with 0 the message is dealt with.
final class MessageProgram: Sendable {
    private let program: String
    private let arguments: [String]
    private let environment: [String: String]
    private let subscription: String
    /// How long a message may take; nil for no bound.
    private let timeout: Duration?
    private let output: Output
    private let runs = Locked(Runs())

    private struct Runs {
        var children: [Int32: ChildProcess] = [:]
        var isOver = false
    }

    /// How long a program may take to end when it is asked to.
    private static let grace = Duration.seconds(2)

    /// A program for the messages of a subscription, as the command line says; nil when it says none.
    init?(_ context: CommandContext, subscription: String) {
        guard let program = context.arguments.text("PROGRAM") else { return nil }
        self.program = program
        self.subscription = subscription
        arguments = context.arguments.texts("ARG")
        environment = context.environment
        timeout = context.arguments.duration("timeout")
        output = context.output
    }

    /// Runs the program for a message.
    ///
    /// - Throws: `CommandFailure` when the program cannot be started or does not end with 0.
    func handle(_ message: Message) async throws {
        do {
            let exit = try await run(message)
            guard exit.isSuccess else {
                throw CommandFailure(.failed, "\(program) ended with \(exit)")
            }
        } catch {
            let reason = (error as? CommandFailure)?.message ?? "\(error)"
            await output.note("message \(message.id) goes again: \(reason)")
            throw error
        }
    }

    /// Lets no program start any more, and ends those that run.
    func stop() async {
        let children = runs.withLock { runs in
            runs.isOver = true
            return Array(runs.children.values)
        }
        await withTaskGroup(of: Void.self) { group in
            for child in children {
                group.addTask { await child.terminate(grace: Self.grace) }
            }
        }
    }

    private func run(_ message: Message) async throws -> ProcessExit {
        guard !runs.withLock({ $0.isOver }) else {
            throw CommandFailure(.interrupted, "busnode stops")
        }
        let child = try ChildProcess(
            ProgramSettings(
                program: program, arguments: arguments, environment: variables(of: message),
                input: .pipe))
        let isOver = runs.withLock { runs in
            runs.children[child.identifier] = child
            return runs.isOver
        }
        defer { runs.withLock { $0.children[child.identifier] = nil } }
        if isOver { child.signal(15) }
        let timer = timeout.map {
            ProcessTimer(after: $0) { Task { await child.terminate(grace: Self.grace) } }
        }
        defer { timer?.cancel() }
        // A program that does not read its input to the end is free not to.
        _ = try await child.input?.write(message.payload.bytes)
        child.input?.close()
        return await child.exit
    }

    private func variables(of message: Message) -> [String: String] {
        var all = environment
        all["BUSNODE_MESSAGE"] = message.id.description
        all["BUSNODE_SUBSCRIPTION"] = subscription
        all["BUSNODE_TOPIC"] = message.topic.text
        all["BUSNODE_PUBLISHED"] = message.published.description
        all["BUSNODE_CONTENT_TYPE"] = message.contentType
        all["BUSNODE_ORDERING_KEY"] = message.orderingKey
        var attributes = JSONObject()
        for (key, value) in message.attributes.dictionary.sorted(by: { $0.key < $1.key }) {
            attributes[key] = .string(value)
            all[Self.variable(of: key)] = value
        }
        all["BUSNODE_ATTRIBUTES"] = JSONValue.object(attributes).text()
        return all
    }

    /// What an attribute is called in the environment: in capitals, with `_` for what cannot be in a name.
    static func variable(of attribute: String) -> String {
        let name = attribute.utf8.map { byte -> Character in
            let character = Character(UnicodeScalar(byte))
            let fits = character.isASCII && (character.isLetter || character.isNumber)
            return fits ? Character(character.uppercased()) : "_"
        }
        return "BUSNODE_ATTRIBUTE_" + String(name)
    }
}
