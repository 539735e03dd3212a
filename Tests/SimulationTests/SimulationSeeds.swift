import TestSupport

/// The seeds of the simulated bus.
enum SimulationSeeds {
    /// Those of this run: usually as many as fit into half a minute.
    static let chosen = Seeds(usually: 300)

    /// Seeds beyond those that have found something, and what.
    static let remembered: [(seed: UInt64, finding: String)] = [
        (1464, "an error while the file was given its WAL left it with a rollback journal"),
        (5417, "a log whose pages had all been copied was refused for a frame that the disk lost"),
    ]
}
