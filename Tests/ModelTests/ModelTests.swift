import Foundation
import Testing

/// The backbone does what a plain model of the protocol does, whatever the script.
@Suite struct `The model of the protocol` {
    /// The seeds to try: `BUSNODE_MODEL_SEEDS` is a count, or a range such as `17...17`.
    private static let seeds: ClosedRange<UInt64> = {
        let text = ProcessInfo.processInfo.environment["BUSNODE_MODEL_SEEDS"] ?? "200"
        let bounds = text.split(separator: "...").compactMap { UInt64($0) }
        if bounds.count == 2, bounds[0] <= bounds[1] { return bounds[0]...bounds[1] }
        return 1...max(1, bounds.first ?? 1)
    }()

    private static let batches = stride(from: seeds.lowerBound, through: seeds.upperBound, by: 25)
        .map { $0...min($0 + 24, seeds.upperBound) }

    @Test(arguments: batches)
    func `is what the backbone does`(_ seeds: ClosedRange<UInt64>) {
        for seed in seeds {
            let script = Script(seed: seed)
            guard let difference = difference(script.subscriptions, script.steps) else { continue }
            let (steps, last) = shortened(script, difference)
            let lines = steps.map { "\($0)" }.joined(separator: "\n  ")
            let names = script.subscriptions.enumerated().map { "\($0): \($1.name)" }
            Issue.record(
                """
                seed \(seed): \(last)
                  \(names.joined(separator: ", "))
                  \(lines)
                BUSNODE_MODEL_SEEDS=\(seed)...\(seed) tries it again
                """)
        }
    }

    private func difference(_ subscriptions: [ModelSettings], _ steps: [Step]) -> String? {
        do {
            try Comparison.run(subscriptions, steps)
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The script without steps that make no difference.
    private func shortened(_ script: Script, _ difference: String) -> ([Step], String) {
        var (steps, last) = (script.steps, difference)
        var place = steps.count - 1
        while place >= 0 {
            var fewer = steps
            fewer.remove(at: place)
            if let other = self.difference(script.subscriptions, fewer) {
                (steps, last) = (fewer, other)
            }
            place -= 1
        }
        return (steps, last)
    }
}
