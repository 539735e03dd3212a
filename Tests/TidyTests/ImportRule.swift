/// Which modules a folder of `Sources` may import; SwiftPM does not hold this.
enum ImportRule {
    /// The longest folder that holds a file decides; the list is complete for that folder.
    static let allowed: [String: Set<String>] = [
        "Sources/Topics": [],
        "Sources/Twined": ["Topics", "Darwin", "Glibc", "FoundationEssentials"],
        "Sources/Twined/Schema": ["Topics", "Synchronization"],
        "Sources/Twined/Twine": ["Topics"],
        "Sources/Twined/YAML": ["Topics"],
        "Sources/MarketEngine": ["Topics", "Darwin", "Glibc"],
        "Sources/Store": storing,
        "Sources/Store/SQLite": storing.union(["CSQLite"]),
        "Sources/Registry": ["Store", "Topics"],
        "Sources/Handlers": [
            "MarketEngine", "Registry", "Store", "Topics", "FoundationEssentials",
        ],
        "Sources/BusNode": shell,
        "Sources/BusNode/ZeroMQ": shell.union(["CZeroMQ"]),
        "Sources/BusNode/Reactor": shell.union(["CZeroMQ"]),
        "Sources/BusNodeCommand": platform.union(["BusNode", "Topics", "Twined"]),
    ]

    private static let platform: Set<String> = [
        "Darwin", "Glibc", "Musl", "Dispatch", "Synchronization", "FoundationEssentials",
    ]
    private static let storing: Set<String> = ["Topics", "Darwin", "Glibc", "FoundationEssentials"]
    private static let shell = platform.union([
        "Handlers", "MarketEngine", "Registry", "Store", "Topics", "Twined",
    ])

    static func violations(in file: SourceFile) -> [Violation] {
        guard let folder = governingFolder(of: file) else {
            return [file.violation(0, "no rule says what this folder may import: add it here")]
        }
        let modules = allowed[folder, default: []]
        var conditions: [Condition] = []
        var found: [Violation] = []
        for (index, line) in file.code.enumerated() {
            follow(line, &conditions)
            guard let module = importedModule(line) else { continue }
            // All of Foundation costs 10 MB of resident memory: only where there is no smaller one.
            if module == "Foundation", modules.contains("FoundationEssentials") {
                if conditions.contains(where: \.isElseOfEssentials) { continue }
                let rule = "Foundation only as the #else of #if canImport(FoundationEssentials)"
                found.append(file.violation(index, rule))
            } else if !modules.contains(module) {
                found.append(file.violation(index, "\(folder) may not import \(module)"))
            }
        }
        return found
    }

    private static func governingFolder(of file: SourceFile) -> String? {
        allowed.keys
            .filter { (file.folder + "/").hasPrefix($0 + "/") }
            .max { $0.count < $1.count }
    }

    /// The module of an import declaration, whatever attributes, access and kind it has.
    private static func importedModule(_ line: String) -> String? {
        guard line.contains("import") else { return nil }
        let pattern = /^\s*(?:@\w+\s+)*(?:\w+\s+)?import\s+(?:[a-z]+\s+)?(\w+)/
        guard let match = line.firstMatch(of: pattern) else { return nil }
        return String(match.1)
    }

    /// One `#if` that is open, and whether the scan is in its `#else`.
    private struct Condition {
        let text: String
        var isElse = false

        var isElseOfEssentials: Bool {
            isElse && text == "#if canImport(FoundationEssentials)"
        }
    }

    private static func follow(_ line: String, _ conditions: inout [Condition]) {
        let words = line.split(separator: " ").joined(separator: " ")
        if words.hasPrefix("#if ") {
            conditions.append(Condition(text: words))
        } else if words.hasPrefix("#elseif"), !conditions.isEmpty {
            conditions[conditions.count - 1] = Condition(text: words)
        } else if words.hasPrefix("#else"), !conditions.isEmpty {
            conditions[conditions.count - 1].isElse = true
        } else if words.hasPrefix("#endif"), !conditions.isEmpty {
            conditions.removeLast()
        }
    }
}
