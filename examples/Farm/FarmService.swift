import BusNode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A simulated farm that trades in the market, and answers how it stands.
///
///     busnode-farm NAME COLUMN WALLET WORTH power.csv
///
/// Its power is a column of the file, which is as long as the simulated world: after the last hour the first one
/// comes again. `WORTH` is what 1 % of a better forecast is worth to it, in smallest units of money.
@main
enum FarmService {
    static func main() async {
        do {
            let farm = try Farm(arguments: Array(CommandLine.arguments.dropFirst()))
            try await Node.with(.fromEnvironment(), as: "\(farm.name) trading") { node in
                let trader = FarmTrader(farm, node)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await trader.trade() }
                    group.addTask {
                        let revision = "demo/\(farm.name):1.0.0"
                        try await Service(revision).run { _ in try await trader.standing() }
                    }
                    // Whichever ends first ends the other one.
                    try await group.next()
                    group.cancelAll()
                }
            }
        } catch {
            print("\(error)")
            exit(1)
        }
    }
}
