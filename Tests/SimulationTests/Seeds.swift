import Foundation

/// The seeds that a test run tries: `BUSNODE_SEEDS` is a count, or a range such as `17...17`.
enum Seeds {
    /// What is tried when nobody says otherwise: as much as fits into half a minute.
    private static let standardCount: UInt64 = 300
    /// Seeds that one test tries; tests run side by side.
    private static let batchSize = max(25, all.count / 40)

    /// Seeds beyond those that have found something, and what.
    static let remembered: [(seed: UInt64, finding: String)] = [
        (1464, "an error while the file was given its WAL left it with a rollback journal"),
        (5417, "a log whose pages had all been copied was refused for a frame that the disk lost"),
    ]

    /// Whether somebody said which.
    static let areAskedFor = ProcessInfo.processInfo.environment["BUSNODE_SEEDS"] != nil

    /// All seeds of this run.
    static let all: ClosedRange<UInt64> = {
        guard let text = ProcessInfo.processInfo.environment["BUSNODE_SEEDS"] else {
            return 1...standardCount
        }
        let bounds = text.split(separator: "...").compactMap { UInt64($0) }
        if bounds.count == 2, bounds[0] <= bounds[1] { return bounds[0]...bounds[1] }
        return 1...max(1, bounds.first ?? standardCount)
    }()

    /// The seeds, cut into parts.
    static let batches: [ClosedRange<UInt64>] =
        stride(from: all.lowerBound, through: all.upperBound, by: batchSize).map {
            $0...min($0 + UInt64(batchSize) - 1, all.upperBound)
        }
}
