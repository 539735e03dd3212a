import BusNode

/// One process of a topology: a node, or one instance of a service.
struct NodeProcess: Sendable {
    /// What it is called: the node's name, with a number behind it when there are several instances.
    let name: String
    /// The node of the topology.
    let node: TopologyNode
    /// What is run.
    let settings: ProgramSettings

    /// The processes of a topology, in the order in which they start.
    static func all(
        of file: TopologyFile, command: String, environment: [String: String]
    ) -> [NodeProcess] {
        file.topology.startOrder.flatMap { node -> [NodeProcess] in
            let count = node.service?.instances ?? 1
            return (1...count).map { number in
                let name = count == 1 ? node.name : "\(node.name)#\(number)"
                return NodeProcess(
                    name: name, node: node,
                    settings: settings(of: node, name, file, command, environment))
            }
        }
    }

    /// What the backbone says of the process when it is ready.
    func isReady(_ row: JSONValue) -> Bool {
        guard row["node"]?.string == name, row["connected"]?.bool == true else { return false }
        switch node.duty {
        case .backbone: return true
        case .registry, .ledger, .market: return row["offers"]?.array?.isEmpty == false
        case .service(let service):
            let serves = (row["serves"]?.array ?? []).compactMap(\.string)
            return serves.contains(service.revision.description)
        }
    }

    private static func settings(
        of node: TopologyNode, _ name: String, _ file: TopologyFile, _ command: String,
        _ environment: [String: String]
    ) -> ProgramSettings {
        var settings = ProgramSettings(program: command, environment: environment)
        settings.input = .pipe
        settings.environment[ParentWatch.variable] = ParentWatch.value
        settings.environment.merge(file.topology.environment(of: node)) { $1 }
        settings.environment["BUSNODE_NODE"] = name
        let bus = file.topology.bus.text
        switch node.duty {
        case .backbone:
            settings.arguments = [
                "backbone", "--bus", bus, "--feed", file.topology.feed.text, "--store",
                file.store(of: node.name),
            ]
        case .registry:
            settings.arguments = ["registry", "--bus", bus, "--store", file.store(of: node.name)]
        case .ledger(let ledger):
            settings.arguments =
                ["ledger", "serve", "--bus", bus, "--store", file.store(of: node.name)]
                + arguments(of: ledger)
        case .market(let market):
            settings.arguments =
                ["market", "serve", "--bus", bus, "--store", file.store(of: node.name)]
                + MarketServing.arguments(of: market)
        case .service(let service):
            settings.folder = file.folder
            fill(&settings, of: service, bus, command)
        }
        return settings
    }

    private static func arguments(of ledger: TopologyLedger) -> [String] {
        let delay = ledger.confirmAfter.map { ["--confirm-after", DurationText.write($0)] } ?? []
        return delay + ledger.accounts.flatMap { ["--account", "\($0.address)=\($0.credit)"] }
    }

    private static func fill(
        _ settings: inout ProgramSettings, of service: TopologyService, _ bus: String,
        _ command: String
    ) {
        switch service.program {
        case .run(let words):
            settings.program = beside(command, words[0])
            settings.arguments = Array(words.dropFirst())
        case .serve(let words, let concurrency, let timeout):
            settings.arguments = serving(service, bus, concurrency, timeout) + ["--"] + words
        case .twined(let folder, let concurrency, let timeout):
            settings.arguments =
                serving(service, bus, concurrency, timeout) + ["--twined", folder]
        }
    }

    private static func serving(
        _ service: TopologyService, _ bus: String, _ concurrency: Int, _ timeout: Duration?
    ) -> [String] {
        var arguments = [
            "serve", service.revision.description, "--bus", bus, "--concurrency", "\(concurrency)",
        ]
        if let timeout {
            let (seconds, attoseconds) = timeout.components
            let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
            arguments += ["--timeout", "\(milliseconds)ms"]
        }
        if service.isRegistered { arguments.append("--register") }
        if service.isDefault == true { arguments.append("--default") }
        return arguments
    }

    /// A program named without a path is looked for beside this one first: what was built together is
    /// found together.
    static func beside(_ command: String, _ program: String) -> String {
        guard !program.contains("/"), let end = command.lastIndex(of: "/") else { return program }
        let candidate = command[...end] + program
        return ExecutableFile.exists(String(candidate)) ? String(candidate) : program
    }
}
