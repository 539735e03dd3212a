import Topics

/// The files of a new service, which adds numbers until it is given something better to do.
struct ServiceTemplate: Sendable {
    /// What the service is called.
    let service: ServiceName
    /// In which language it answers.
    let language: Language
    /// Where the package BusNode is, for a service in Swift.
    let package: String

    /// The languages that there are templates for.
    enum Language: String, CaseIterable, Sendable {
        case python
        case swift
    }

    /// The files, by their paths within the folder of the service.
    var files: [(path: String, text: String)] {
        [
            ("twine.json", twine), ("octue.yaml", configuration), ("README.md", readme),
            ("topology/local.json", topology), (".gitignore", "/.build/\n/var/\n__pycache__/\n"),
        ] + code
    }

    private var code: [(path: String, text: String)] {
        switch language {
        case .python: [("app.py", Self.app)]
        case .swift:
            [
                ("Package.swift", manifest),
                ("Sources/\(service.name)/\(typeName).swift", program),
            ]
        }
    }

    /// The revision that a new service begins with.
    private var revision: String { "\(service):0.1.0" }

    /// The name of the service as a type: `wind-speed` is `WindSpeed`.
    private var typeName: String {
        let words = service.name.split(separator: "-").map {
            $0.prefix(1).uppercased() + $0.dropFirst()
        }
        let name = words.joined()
        return name.first?.isNumber == true ? "Service\(name)" : name
    }

    private var twine: String {
        """
        {
          "input_values_schema": {
            "type": "object",
            "properties": {"numbers": {"type": "array", "items": {"type": "number"}}},
            "required": ["numbers"]
          },
          "output_values_schema": {
            "type": "object",
            "properties": {"sum": {"type": "number"}},
            "required": ["sum"]
          }
        }

        """
    }

    private var configuration: String {
        """
        services:
          - namespace: \(service.namespace)
            name: \(service.name)
            app_source_path: .
            twine_path: twine.json

        """
    }

    private var readme: String {
        """
        # \(service)

        Adds numbers: it is asked for `{"numbers": [1, 2, 3]}` and answers `{"sum": 6}`.

        \(hint)

        Start a bus with the service on it, in this folder:

        ```sh
        busnode up
        ```

        Ask it, in another terminal:

        ```sh
        busnode ask \(revision) '{"numbers": [1, 2, 3]}'
        ```

        Where a bus runs already, only the service is started:

        ```sh
        \(start)
        ```

        `twine.json` says what it takes and gives, `octue.yaml` what it is called, `topology/local.json` what
        runs here.

        """
    }

    private var hint: String {
        switch language {
        case .python: "What it does is the function `run` in `app.py`."
        case .swift: "What it does is in `Sources/\(service.name)/\(typeName).swift`."
        }
    }

    private var start: String {
        switch language {
        case .python: "busnode serve --twined . --revision-tag 0.1.0 --register"
        case .swift: "BUSNODE_BUS=\(CommandTree.defaultBus) swift run"
        }
    }

    private var topology: String {
        let program: String =
            switch language {
            case .python: #""twined": "..""#
            case .swift: #""run": ["swift", "run", "--package-path", "..", "\#(service.name)"]"#
            }
        return """
            {
              "name": "local",
              "bus": "\(CommandTree.defaultBus)",
              "feed": "\(CommandTree.defaultFeed)",
              "data": "../var/local",
              "nodes": [
                {"name": "backbone", "role": "backbone"},
                {"name": "registry", "role": "registry"},
                {
                  "name": "\(service.name)", "role": "service", "revision": "\(revision)",
                  \(program)
                }
              ]
            }

            """
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "\(service.name)",
            platforms: [.macOS(.v26)],
            dependencies: [.package(name: "BusNode", path: "\(package)")],
            targets: [
                .executableTarget(
                    name: "\(service.name)",
                    dependencies: [.product(name: "BusNode", package: "BusNode")])
            ])

        """
    }

    private var program: String {
        """
        import BusNode

        /// What the service is asked.
        struct Input: Codable, Sendable {
            let numbers: [Double]
        }

        /// What it answers.
        struct Output: Codable, Sendable {
            let sum: Double
        }

        @main
        enum \(typeName) {
            static func main() async {
                await Service.main("\(revision)") { question in
                    let input = try question.values(as: Input.self)
                    return Output(sum: input.numbers.reduce(0, +))
                }
            }
        }

        """
    }
}
