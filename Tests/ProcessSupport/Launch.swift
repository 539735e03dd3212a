/// How a test starts a program other than by its name: through another program, in another environment.
package struct Launch: Sendable {
    /// A program and arguments, before the path of the program that it is to run in its own place.
    package var through: [String] = []
    /// Added to the environment.
    package var environment: [String: String] = [:]

    /// As it is.
    package init(through: [String] = [], environment: [String: String] = [:]) {
        self.through = through
        self.environment = environment
    }

    /// Starts a program of this package.
    package func start(_ path: String, _ arguments: [String]) throws -> Program {
        let words = through.isEmpty ? [] : ["/usr/bin/env"] + through
        let all = words + [path] + arguments
        return try Program(all[0], Array(all.dropFirst()), environment: environment)
    }
}
