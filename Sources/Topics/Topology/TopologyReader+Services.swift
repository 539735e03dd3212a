extension TopologyReader {
    /// Reads the keys that only a service has.
    mutating func readService(
        of members: TopologyMembers<TopologyNode.Key>, into draft: inout NodeDraft
    ) {
        draft.revision = revision(of: members)
        draft.program = program(of: members)
        draft.instances = integer(.instances, of: members, within: Topology.instanceLimits) ?? 1
        draft.environment = environment(of: members)
        draft.isRegistered = bool(.register, of: members) ?? true
        draft.isDefault = bool(.isDefault, of: members)
        draft.after = strings(.after, of: members) ?? []
        if draft.isDefault == true, !draft.isRegistered {
            note(
                .defaultNotRegistered, members.place(of: .isDefault),
                "a default has to be registered, and \"register\" is false")
        }
    }

    private mutating func revision(
        of members: TopologyMembers<TopologyNode.Key>
    ) -> ServiceRevision? {
        guard required(.revision, of: members) != nil,
            let text = string(.revision, of: members)
        else { return nil }
        do throws(NameError) {
            return try ServiceRevision(text)
        } catch {
            note(.badRevision, members.place(of: .revision), error.description)
            return nil
        }
    }

    private mutating func program(of members: TopologyMembers<TopologyNode.Key>) -> NodeProgram? {
        let given = [TopologyNode.Key.run, .serve, .twined].filter { members.has($0) }
        guard let kind = given.first else {
            note(
                .noProgram, members.place, "a service needs \"run\", \"serve\" or \"twined\"")
            return nil
        }
        guard given.count == 1 else {
            let names = given.map { "\"\($0.rawValue)\"" }.joined(separator: " and ")
            note(
                .runAndServe, members.place,
                "a service has one of \"run\", \"serve\" and \"twined\", and this one has \(names)")
            return nil
        }
        if kind == .run {
            for key in [TopologyNode.Key.concurrency, .timeout] where members.has(key) {
                note(
                    .misplacedKey, members.place(of: key),
                    "\"\(key.rawValue)\" goes with \"serve\" or \"twined\"; what is \"run\" decides it "
                        + "itself")
            }
            return command(.run, of: members).map { .run(command: $0) }
        }
        let concurrency =
            integer(.concurrency, of: members, within: Topology.concurrencyLimits) ?? 1
        let timeout = seconds(.timeout, of: members, within: Topology.timeoutLimits)
        if kind == .twined {
            return path(.twined, of: members).map {
                .twined(folder: $0, concurrency: concurrency, timeout: timeout)
            }
        }
        return command(.serve, of: members).map {
            .serve(command: $0, concurrency: concurrency, timeout: timeout)
        }
    }

    private mutating func command(
        _ key: TopologyNode.Key, of members: TopologyMembers<TopologyNode.Key>
    ) -> [String]? {
        guard let command = strings(key, of: members) else { return nil }
        let place = members.place(of: key)
        guard let program = command.first, !program.isEmpty else {
            note(.badCommand, place, "the command has to start with the name of a program")
            return nil
        }
        for (index, argument) in command.enumerated() where argument.utf8.contains(0) {
            note(.badCommand, place[index], "an argument cannot contain a NUL character")
        }
        return command
    }

    private mutating func environment(
        of members: TopologyMembers<TopologyNode.Key>
    ) -> [String: String] {
        guard let value = members[.environment] else { return [:] }
        let place = members.place(of: .environment)
        guard let variables = value.object else {
            noteWrongType(of: value, at: place, expected: "an object of strings")
            return [:]
        }
        guard isWithinItemLimit(variables.count, at: place) else { return [:] }
        var environment: [String: String] = [:]
        for (name, value) in variables {
            environment[name] = variable(name, value, at: place[name])
        }
        return environment
    }

    private mutating func variable(
        _ name: String, _ value: JSONValue, at place: JSONPointer
    ) -> String? {
        guard let text = value.string else {
            noteWrongType(of: value, at: place, expected: "a string")
            return nil
        }
        if name.hasPrefix("BUSNODE_") {
            note(
                .badEnvironment, place,
                "\(Self.shown(name)) starts with BUSNODE_, which is kept for what the bus sets")
        } else if !Self.isVariableName(name) {
            note(
                .badEnvironment, place,
                "\(Self.shown(name)) is not a name of letters, digits and \"_\", no digit first")
        } else if text.utf8.contains(0) {
            note(.badEnvironment, place, "the value contains a NUL character")
        }
        return text
    }

    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { return false }
        return name.utf8.allSatisfy { FilterParser.isOfBareKey($0) && $0 != UInt8(ascii: "-") }
    }
}
