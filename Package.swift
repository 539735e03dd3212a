// swift-tools-version: 6.2
import PackageDescription

/// Every target is built with these: Swift 6 concurrency checking, explicit imports and `any`, and no
/// warning left behind.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// A service under examples/, built as a program named `busnode-…`.
func example(_ name: String, _ folder: String) -> Target {
    .executableTarget(
        name: "busnode-\(name)", dependencies: ["BusNode"], path: "examples/\(folder)",
        swiftSettings: strict)
}

/// libFuzzer brings the `main` of the fuzz program, which only fuzz/run can build.
let fuzzing: [Target] =
    Context.environment["BUSNODE_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "busnode-fuzz", dependencies: ["FuzzProperties"], path: "fuzz/program",
            swiftSettings: strict)
    ]

let package = Package(
    name: "BusNode",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "BusNode", targets: ["BusNode"]),
        .executable(name: "busnode", targets: ["BusNodeCommand"]),
    ],
    targets: [
        // The two C libraries, each imported by one folder only; the simulated disk is SQLite's, too.
        .systemLibrary(
            name: "CZeroMQ", providers: [.apt(["libzmq3-dev"]), .brew(["zeromq"])]),
        .systemLibrary(
            name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),

        // Imports run one way: BusNodeCommand, BusNode, Handlers, Registry, Store, Topics; Twined
        // stands beside Handlers.
        .target(name: "Topics", swiftSettings: strict),
        // The files of a Twined service: twine.json, octue.yaml, manifests and datasets.
        .target(name: "Twined", dependencies: ["Topics"], swiftSettings: strict),
        .target(name: "Store", dependencies: ["CSQLite", "Topics"], swiftSettings: strict),
        // What a market session computes: from the same input the same result.
        .target(name: "MarketEngine", dependencies: ["Topics"], swiftSettings: strict),
        .target(name: "Registry", dependencies: ["Store", "Topics"], swiftSettings: strict),
        .target(
            name: "Handlers", dependencies: ["MarketEngine", "Registry", "Store", "Topics"],
            swiftSettings: strict),
        .target(
            name: "BusNode",
            dependencies: [
                "Handlers", "MarketEngine", "Registry", "Store", "Topics", "Twined", "CZeroMQ",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "BusNodeCommand", dependencies: ["BusNode"],
            // The program that runs apps in Python goes along in the binary.
            resources: [.embedInCode("Twined/Worker")], swiftSettings: strict),

        // Services that topology/local.json runs.
        example("fractal", "Fractal"),
        example("elevation", "Elevation"),
        example("wind-speed", "WindSpeed"),
        example("site-conditions", "SiteConditions"),
        // Trades in the market of topology/market.json.
        .executableTarget(
            name: "busnode-farm", dependencies: ["BusNode"], path: "examples/Farm",
            exclude: ["power.csv"], swiftSettings: strict),

        // Measures the bus against its limits; benchmarks/run builds and runs it.
        .executableTarget(
            name: "busnode-benchmark", dependencies: ["BusNode", "MarketEngine"],
            path: "benchmarks/program", swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Topics"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "TopicsTests", dependencies: ["Topics", "TestSupport"],
            // Read where it lies: the Python client checks the same file.
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "TwinedTests", dependencies: ["Topics", "Twined", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "MarketEngineTests", dependencies: ["MarketEngine", "Topics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "RegistryTests", dependencies: ["Registry", "Store", "Topics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HandlersTests",
            dependencies: ["Handlers", "MarketEngine", "Store", "Topics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["CSQLite", "Handlers", "Store", "Topics", "TestSupport"],
            swiftSettings: strict),
        // What every engine has to do, seen through the protocol.
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["BusNode", "Handlers", "Store", "Topics", "TestSupport"],
            swiftSettings: strict),
        // A plain model of the protocol beside the state machine.
        .testTarget(
            name: "ModelTests", dependencies: ["Handlers", "Store", "Topics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "BusNodeTests", dependencies: ["BusNode", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["BusNodeCommand", "TestSupport"],
            swiftSettings: strict),
        // Runs the programs themselves, kills them, and looks at what is left.
        .executableTarget(
            name: "EchoService", dependencies: ["BusNode"], path: "Tests/EchoService",
            swiftSettings: strict),
        // Subscribes, and stops or dies as a test wants it to.
        .executableTarget(
            name: "FaultPeer", dependencies: ["BusNode"], path: "Tests/FaultPeer",
            swiftSettings: strict),
        .target(
            name: "ProcessSupport", dependencies: ["BusNode", "TestSupport"],
            path: "Tests/ProcessSupport", swiftSettings: strict),
        .testTarget(
            name: "ProcessTests",
            dependencies: [
                "BusNode", "BusNodeCommand", "EchoService", "ProcessSupport", "Store",
                "TestSupport",
            ],
            swiftSettings: strict),
        // What must hold of every reader; libFuzzer tries to break it (fuzz/README.md).
        .target(
            name: "FuzzProperties", dependencies: ["Registry", "Topics"], path: "fuzz/properties",
            swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzProperties"], swiftSettings: strict),
        .testTarget(
            name: "FaultTests",
            dependencies: [
                "BusNode", "BusNodeCommand", "FaultPeer", "ProcessSupport", "Store", "TestSupport",
            ],
            // Compiled by the tests, and loaded into the program.
            exclude: ["Shims"], swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ] + fuzzing
)
