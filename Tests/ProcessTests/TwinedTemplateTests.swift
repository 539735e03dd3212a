import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// The templates of the package `octue`, as they were installed, on a bus of processes.
@Suite(.timeLimit(.minutes(3))) struct `A template of Twined` {
    private typealias Modules = TwinedService.Modules

    @Test(arguments: TwinedService.Modules.allCases)
    func `draws its fractal`(modules: TwinedService.Modules) async throws {
        let bus = try await TestBus()
        let service = try TwinedService("octue/fractal:1.0.0", template: "template-fractal")
        try service.configure([
            "configuration_values": [
                "width": 6, "height": 4, "n_iterations": 64, "color_scale": "YlGnBu",
                "x_range": [-1.5, 0.6], "y_range": [-1.26, 1.26],
            ]
        ])
        try await service.serve(bus, modules)
        let answer = try await ask(bus, service.revision, JSONValue.null)
        // The template takes the constant of the first pixel for all of them.
        let row: JSONValue = [3.0, 3.0, 3.0, 3.0, 3.0, 3.0]
        #expect(answer["data"]?["z"] == [row, row, row, row])
        #expect(answer["data"]?["x"]?[0]?[5]?.double == 0.6)
        #expect(answer["layout"]?["title"] == "Mandelbrot set with 64 iterations")
        #expect(service.log.contains("Hello! The app is running!"))
        // A parent in Python, written from the protocol document alone, gets the same.
        let parent = try PythonNode.start([
            "--bus", bus.address.endpoint, "--recipient", service.revision, "--values", "null",
            "--expect", answer.text(), "ask-service",
        ])
        #expect(try await parent.status() == 0, "\(parent.errors)")
        #expect(try await service.stop() == 0)
    }

    @Test(arguments: TwinedService.Modules.allCases)
    func `asks its children`(modules: TwinedService.Modules) async throws {
        let bus = try await TestBus()
        var children: [TwinedService] = []
        let registry = try bus.command("registry")
        try await registry.wrote("registry ready at ")
        let folder = "template-child-services"
        let parent = try TwinedService(
            "\(folder)/parent-service:1.0.0", template: "\(folder)/parent_service")
        // The parent names services, whose default revisions the registry knows.
        for name in ["elevation", "wind-speed"] {
            let template = name.replacing("-", with: "_")
            let child = try TwinedService(
                "\(folder)/\(name)-service:1.0.0", template: "\(folder)/\(template)_service")
            try await child.serve(bus, modules, "--register", "--default")
            children.append(child)
        }
        try await parent.serve(bus, modules)
        let place: JSONValue = ["longitude": 1, "latitude": 2]
        let answer = try await ask(bus, parent.revision, ["locations": [place, place]])
        let heights = (answer["elevations"]?.array ?? []).compactMap(\.integer)
        let speeds = (answer["wind_speeds"]?.array ?? []).compactMap(\.integer)
        #expect(heights.count == 2 && heights.allSatisfy((0...5_000).contains))
        #expect(speeds.count == 2 && speeds.allSatisfy((0...200).contains))

        // Others in the places of its children, for one question.
        let high = try TwinedService(
            "test/ten:1.0.0", app: "def run(analysis):\n    analysis.output_values = [10]\n",
            twine: ["input_values_schema": [:], "output_values_schema": [:]])
        try await high.serve(bus, .builtIn)
        let others = try Children(["wind_speed": "test/ten:1.0.0", "elevation": "test/ten:1.0.0"])
        let other = try await ask(bus, parent.revision, ["locations": [place]], others)
        #expect(other == ["wind_speeds": [10], "elevations": [10]])
        for child in children { #expect(try await child.stop() == 0) }
    }

    @Test(arguments: TwinedService.Modules.allCases)
    func `cleans the files of a manifest`(modules: TwinedService.Modules) async throws {
        let bus = try await TestBus()
        let service = try TwinedService("octue/cleaner:1.0.0", template: "template-using-manifests")
        try service.configure(["configuration_values": ["time_window": 600]])
        try await service.serve(bus, modules)
        let data = "\(service.folder)/data/input/raw_met_mast_data"
        let manifest: JSONValue = [
            "id": "8ead7669-8162-4f64-8cd5-4abe92509e17",
            "datasets": ["raw_met_mast_data": .string(data)],
        ]
        let asked = try bus.command(
            "ask", service.revision, "--input-manifest", manifest.text(), "--json")
        #expect(try await asked.status() == 0, "\(asked.errors)\(service.log)")
        let output = "\(service.folder)/data/output"
        let question = try #require(
            try FileManager.default.contentsOfDirectory(atPath: output).first)
        let dataset = try Dataset(
            folder: "\(output)/\(question)/cleaned_met_mast_data", under: .anywhere)
        #expect(asked.output.contains("\(output)/\(question)/cleaned_met_mast_data"))
        #expect(try dataset.hash().description == "mKEsLg==")
        #expect("\(dataset.labels)".contains("cleaned"))
    }

    private func ask(
        _ bus: TestBus, _ revision: String, _ values: JSONValue, _ children: Children? = nil
    ) async throws -> JSONValue {
        try await Node.with(bus.address, as: "asker") { node in
            var options = Child.Options(timeout: .seconds(60))
            options.children = children
            return try await node.child(revision).answer(to: values, options)
        }
    }
}
