extension CommandTree {
    /// The commands of `busnode`.
    static let busnode: CommandTree = CommandTree(
        name: "busnode",
        summary: "services that answer questions, over ZeroMQ and SQLite, with no cloud.",
        options: [
            .value(
                "bus", "ENDPOINT", .endpoint, variable: "BUSNODE_BUS",
                "The backbone; without it, that of the topology, or \(defaultBus)"),
            .value(
                "topology", "FILE", .file, variable: "BUSNODE_TOPOLOGY",
                "The topology that says where the backbone is"),
        ],
        commands: [
            .up.performed(by: UpCommand.run), .check.performed(by: CheckCommand.run),
            .serve.performed(by: ServeCommand.run), .initialize.performed(by: InitCommand.run),
            .backbone.performed(by: NodeCommands.backbone),
            .registryNode.performed(by: NodeCommands.registry),
            .backup.performed(by: BackupCommand.run),
            .ask.performed(by: AskCommand.run), .reask.performed(by: ReaskCommand.run),
            .events.performed(by: EventsCommand.run),
            .question.performed(by: QuestionCommand.run),
            .replay.performed(by: ReplayCommand.run),
            .diagnose.performed(by: DiagnoseCommand.run),
            .cancel.performed(by: CancelCommand.run),
            .publish.performed(by: PublishCommand.run), .pull.performed(by: PullCommand.run),
            .subscribe.performed(by: SubscribeCommand.run),
            .topics.performed(by: TopicsCommand.list, below: TopicsCommand.bodies),
            .subscriptions.performed(
                by: SubscriptionsCommand.list, below: SubscriptionsCommand.bodies),
            .snapshots.performed(by: SnapshotsCommand.list, below: SnapshotsCommand.bodies),
            .backlog.performed(by: BacklogCommand.run), .why.performed(by: WhyCommand.run),
            .register.performed(by: RegisterCommand.run),
            .resolve.performed(by: ResolveCommand.run),
            .services.performed(by: ServicesCommand.run, below: ServicesCommand.bodies),
            .market.performed(by: MarketCommand.describe, below: MarketCommand.bodies),
            .ledger.performed(by: LedgerCommand.list, below: LedgerCommand.bodies),
            .verify.performed(by: VerifyCommand.run), .watch.performed(by: WatchCommand.run),
            .nodes.performed(by: NodesCommand.run), .bench.performed(by: BenchCommand.run),
            .version.performed(by: OtherCommands.version), .completion, .help,
            .completeValues.performed(by: OtherCommands.completeValues),
        ])

    /// Where a backbone listens when nobody says where.
    static let defaultBus = "tcp://127.0.0.1:7701"
    /// Where a backbone publishes its feed when nobody says where.
    static let defaultFeed = "tcp://127.0.0.1:7702"
}
