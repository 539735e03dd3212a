import Foundation

/// The seeds that a test run tries: `BUSNODE_SEEDS` is a count, or a range such as `17...17`.
enum TrialSeeds {
    private static let standardCount: UInt64 = 100

    /// All seeds of this run.
    static let all: ClosedRange<UInt64> = {
        let text = ProcessInfo.processInfo.environment["BUSNODE_SEEDS"] ?? ""
        let bounds = text.split(separator: "...").compactMap { UInt64($0) }
        if bounds.count == 2, bounds[0] <= bounds[1] { return bounds[0]...bounds[1] }
        return 1...max(1, bounds.first ?? standardCount)
    }()

    /// The seeds, cut into parts: tests run side by side.
    static let batches: [ClosedRange<UInt64>] = {
        let size = max(25, UInt64(all.count) / 40)
        return stride(from: all.lowerBound, through: all.upperBound, by: Int(size)).map {
            $0...min($0 + size - 1, all.upperBound)
        }
    }()
}
