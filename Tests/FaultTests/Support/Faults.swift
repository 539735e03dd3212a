import Foundation
import Testing

/// Real processes under faults, one fault at a time: two at a time would disturb each other's clocks.
///
/// Sizes come from the environment; without it they are those of every day.
@Suite(.serialized) struct Faults {
    /// A number from the environment.
    static func size(_ name: String, _ everyDay: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? everyDay
    }

    /// Whether the tests may mount, make network namespaces and raise limits.
    static let isRoot = geteuid() == 0

    /// Whether there is a program of this name.
    static func has(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        return folders.contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// Says in one line what a fault left, in figures.
    static func report(_ line: String) {
        print("fault: \(line)")
    }
}
