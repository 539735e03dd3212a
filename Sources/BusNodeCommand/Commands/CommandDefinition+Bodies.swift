extension CommandDefinition {
    /// The command with what performs it, and what performs the commands below it, by their names.
    func performed(
        by body: @escaping Body, below bodies: [String: Body] = [:]
    ) -> CommandDefinition {
        var command = self
        command.body = body
        command.subcommands = subcommands.map { subcommand in
            guard let body = bodies[subcommand.name] else { return subcommand }
            return subcommand.performed(by: body)
        }
        return command
    }
}
