import BusNode

/// `busnode backlog`: shows what subscriptions owe.
enum BacklogCommand {
    /// Performs the command; with `--watch` until it is interrupted.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        let topic = arguments.topic("topic")?.text
        return try await BusLocation.withNode(context) { node in
            while true {
                let subscriptions = try await node.subscriptions(of: topic)
                    .sorted { owed($0) > owed($1) }
                if arguments.flag("watch"), context.output.terminal.canRewrite,
                    context.output.format == .text
                {
                    try await context.output.text(clearScreen)
                }
                try await context.output.table(
                    table(subscriptions), json: subscriptions.map(\.json))
                guard arguments.flag("watch") else { return .done }
                try await Task.sleep(for: arguments.duration("every") ?? .seconds(2))
            }
        }
    }

    private static let clearScreen = "\u{1B}[H\u{1B}[2J"

    private static func owed(_ subscription: SubscriptionDescription) -> Int64 {
        subscription.waiting + subscription.delayed + subscription.leased
    }

    private static func table(_ subscriptions: [SubscriptionDescription]) -> Table {
        var table = Table(
            .left("SUBSCRIPTION"), .left("TOPIC"), .right("WAITING"), .right("DELAYED"),
            .right("LEASED"), .right("OLDEST"), .right("DEAD LETTERS"), .right("EXPIRED"),
            .right("SESSIONS"))
        for subscription in subscriptions {
            let settings = subscription.settings
            table.add(
                settings.subscription.text, settings.topic?.text ?? "(deleted)",
                "\(subscription.waiting)", "\(subscription.delayed)", "\(subscription.leased)",
                subscription.oldestMilliseconds.map(DurationText.writeRoughly) ?? "-",
                "\(subscription.deadLettered)", "\(subscription.expired)",
                subscription.isDetached ? "detached" : "\(subscription.sessions)")
        }
        return table
    }
}
