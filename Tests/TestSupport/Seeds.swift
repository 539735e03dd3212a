import Foundation

/// The seeds that a test run tries: `BUSNODE_SEEDS` is a count, or a range such as `17...17`.
package struct Seeds: Sendable {
    /// Whether somebody said which.
    package static let areAskedFor = text != nil

    /// All seeds of this run.
    package let all: ClosedRange<UInt64>

    /// As many seeds as are tried when nobody says otherwise, from 1.
    package init(usually count: UInt64) {
        let bounds = (Self.text ?? "").split(separator: "...").compactMap { UInt64($0) }
        all =
            bounds.count == 2 && bounds[0] <= bounds[1]
            ? bounds[0]...bounds[1] : 1...max(1, bounds.first ?? count)
    }

    /// The seeds, cut into parts, one for a test: tests run side by side.
    package var batches: [ClosedRange<UInt64>] {
        let size = max(25, UInt64(all.count) / 40)
        return stride(from: all.lowerBound, through: all.upperBound, by: Int(size)).map {
            $0...min($0 + size - 1, all.upperBound)
        }
    }

    private static let text = ProcessInfo.processInfo.environment["BUSNODE_SEEDS"]
}
