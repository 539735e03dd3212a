import BusNode

/// `busnode services policy` and `channel`: what decides which revision is the default.
enum PolicyCommand {
    /// Shows or sets the policy of a service, or of the whole registry.
    @Sendable static func run(_ context: CommandContext) async throws -> ExitCode {
        let service = context.arguments.service("SERVICE")
        let wanted = try wantedPolicy(context.arguments)
        return try await BusLocation.withNode(context) { node in
            guard context.arguments.text("set") != nil else {
                return try await show(try await node.registry.policy(of: service), context)
            }
            return try await show(
                try await node.registry.setPolicy(
                    wanted, of: service, isApplied: context.arguments.flag("apply"),
                    because: context.arguments.text("reason")), context)
        }
    }

    /// Moves or ends a channel.
    @Sendable static func channel(_ context: CommandContext) async throws -> ExitCode {
        guard let reference = context.arguments.reference("REVISION") else {
            throw CommandFailure(.usage, "REVISION is missing")
        }
        let channel = try context.channel(try context.text("CHANNEL"))
        let reason = context.arguments.text("reason")
        let isEnd = context.arguments.flag("end")
        return try await BusLocation.withNode(context) { node in
            switch reference {
            case .revision(let revision) where !isEnd:
                return try await show(
                    try await node.registry.setChannel(channel, to: revision, because: reason),
                    context)
            case .defaultRevision(let service) where isEnd:
                return try await show(
                    try await node.registry.removeChannel(channel, of: service, because: reason),
                    context)
            case .revision:
                throw CommandFailure(
                    .usage, "--end takes a service, and \(reference) is a revision")
            case .defaultRevision:
                throw CommandFailure(.usage, "\(reference) names no revision; --end ends a channel")
            }
        }
    }

    private static func show(
        _ reply: PolicyReply, _ context: CommandContext
    ) async throws -> ExitCode {
        let json = try JSONValue(encoding: reply)
        let subject = reply.service?.description ?? "all services"
        let origin = reply.service == nil || reply.isOwn ? "" : " (the registry's)"
        var lines = ["\(subject): \(text(of: reply.policy))\(origin)"]
        for (channel, tag) in reply.channels.sorted(by: { $0.key.text < $1.key.text }) {
            lines.append("channel \(channel): \(tag)")
        }
        try await context.output.result(lines, json: json)
        return .done
    }

    private static func text(of policy: RegistryPolicy) -> String {
        switch policy {
        case .simple(let policy): policy.rawValue
        case .channel(let channel): "channel \(channel)"
        case .weighted(let weights):
            "weighted "
                + weights.tags.map { "\($0)=\(weights.weights[$0, default: 0])" }
                .joined(separator: " ")
        case .ask(let asked):
            "ask \(asked.service) for \(asked.timeoutMilliseconds) ms, then \(asked.fallback.rawValue)"
        }
    }

    /// The policy that the options describe; nil for that of the registry.
    private static func wantedPolicy(_ arguments: ParsedArguments) throws -> RegistryPolicy? {
        let kind = arguments.text("set")
        for (option, owner) in [("channel", "channel"), ("weight", "weighted"), ("service", "ask")]
        where arguments.isGiven(option) && kind != owner {
            throw CommandFailure(.usage, "--\(option) goes with --set \(owner)")
        }
        guard let kind, kind != "registry" else { return nil }
        var policy: JSONObject = ["kind": .string(kind)]
        if let channel = arguments.text("channel") { policy["channel"] = .string(channel) }
        if kind == "weighted" {
            var weights: JSONObject = [:]
            for (tag, weight) in arguments.pairs("weight").sorted(by: { $0.key < $1.key }) {
                weights[tag] = Int(weight).map { JSONValue($0) } ?? .string(weight)
            }
            policy["weights"] = .object(weights)
        }
        if let service = arguments.reference("service") {
            policy["service"] = .string(service.description)
        }
        if let timeout = arguments.duration("timeout") {
            let (seconds, attoseconds) = timeout.components
            policy["timeout_seconds"] = try JSONValue(
                encoding: Double(seconds) + Double(attoseconds / 1_000_000_000_000_000) / 1_000)
        }
        if let fallback = arguments.text("fallback") { policy["fallback"] = .string(fallback) }
        do {
            return try JSONValue.object(policy).decode()
        } catch {
            throw CommandFailure(.badData, "the policy does not work: \(error)")
        }
    }
}
