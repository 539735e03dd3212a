import TestSupport
import Testing
import Topics
import Twined

@Suite("octue.yaml")
struct ConfigurationFileTests {
    private static func file(
        _ text: String, path: String = "wind/octue.yaml"
    ) throws(ConfigurationError) -> ConfigurationFile {
        try ConfigurationFile(path, Array(text.utf8))
    }

    /// What is wrong with one service that has these lines beside its name.
    private static func findings(_ lines: String) -> [String] {
        let text = "services:\n- namespace: octue\n  name: wind\n  \(lines)\n"
        do throws(ConfigurationError) {
            _ = try file(text)
            return []
        } catch {
            guard case .findings(let findings) = error.problem else { return ["\(error)"] }
            return findings.map(\.description)
        }
    }

    @Test func `a service of two keys has the defaults`() throws {
        let file = try Self.file("services:\n- namespace: octue\n  name: wind")
        #expect(file.services.count == 1)
        #expect(file.warnings.isEmpty)
        let service = try file.service()
        #expect(service.service.description == "octue/wind")
        #expect(service.folder == "wind")
        #expect(service.appSourcePath == "wind")
        #expect(service.twinePath == "wind/twine.json")
        #expect(!service.deletesLocalFiles)
        #expect(service.configurationValues == nil)
        #expect(service.children.isEmpty && service.registries.isEmpty)
        #expect(service.outputLocation == nil && service.diagnosticsPath == nil)
        let here = try Self.file("services: [{namespace: a, name: b}]", path: "octue.yaml")
        #expect(here.services[0].twinePath == "twine.json")
    }

    @Test func `every key is read, from YAML and from JSON`() throws {
        let text = """
            services:
              - namespace: octue
                name: wind
                app_source_path: app
                twine_path: ../twine.json
                diagnostics_cloud_path: diagnostics
                service_registries:
                  - name: local
                    endpoint: http://127.0.0.1:8080/services
                event_store_table_id: events.table
                delete_local_files: true
                configuration_values: {n: 1}
                configuration_manifest:
                  id: 00000000-0000-0000-0000-000000000000
                  datasets: {}
                children:
                  - {key: one, id: octue/elevation:1.0, backend: {name: GCPPubSubBackend, project_id: p}}
                  - {key: two, id: octue/elevation}
                output_location: /tmp/output
                use_signed_urls_for_output_datasets: false
            """
        let file = try Self.file(text)
        let service = file.services[0]
        #expect(service.appSourcePath == "wind/app")
        #expect(service.twinePath == "wind/../twine.json")
        #expect(service.diagnosticsPath == "wind/diagnostics")
        #expect(service.registries.map(\.name) == ["local"])
        #expect(service.registries.map(\.endpoint) == ["http://127.0.0.1:8080/services"])
        #expect(service.eventStoreTable == "events.table")
        #expect(service.deletesLocalFiles)
        #expect(service.configurationValues == ["n": 1])
        #expect(service.configurationManifest?["datasets"] == [:])
        #expect(service.children.map(\.key) == ["one", "two"])
        #expect(
            service.children.map(\.service.description) == [
                "octue/elevation:1.0", "octue/elevation",
            ])
        #expect(service.children.map(\.backend) == ["GCPPubSubBackend", nil])
        #expect(service.outputLocation == "/tmp/output")
        #expect(
            file.warnings.map(\.place.description) == ["/services/0/children/0/backend/project_id"])
        let json = try YAMLReader.read(Array(text.utf8)).text(.pretty)
        #expect(try Self.file(json, path: "wind/octue.json").services == file.services)
        #expect(try Self.file(json, path: "wind/octue.yaml").services == file.services)
    }

    @Test func `values may be JSON text or the path of a file beside the configuration`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array(#"{"n": 2}"#.utf8), to: "values.json")
        let text = """
            services:
            - {namespace: a, name: b, configuration_values: '{"n": 1}'}
            - {namespace: a, name: c, configuration_values: values.json}
            """
        try folder.write(Array(text.utf8), to: "octue.yaml")
        let file = try ConfigurationFile.read(folder.file("octue.yaml"))
        #expect(file.services.map(\.configurationValues) == [["n": 1], ["n": 2]])
        #expect(Self.findings("configuration_values: n = 1")[0].contains("the text is no JSON"))
        #expect(Self.findings("configuration_values: none.json")[0].contains("none.json"))
    }

    @Test func `unknown keys are warned of, with the key that may be meant`() throws {
        let file = try Self.file(
            "version: 1\nservices: [{namespace: a, name: b, twine_file: x, app_source_pth: y}]")
        #expect(
            file.warnings.map(\.description) == [
                "/version: the key means nothing here",
                "/services/0/twine_file: the key means nothing here",
                "/services/0/app_source_pth: the key means nothing here"
                    + "; did you mean \"app_source_path\"?",
            ])
    }

    @Test func `every service of the list is found by its name, the first without one`() throws {
        let file = try Self.file(
            "services: [{namespace: a, name: b}, {namespace: a, name: c}, {namespace: d, name: c}]")
        #expect(try file.service().service.description == "a/b")
        #expect(try file.service(named: "b").service.description == "a/b")
        #expect(try file.service(named: "d/c").service.description == "d/c")
        for name in ["c", "x", "a/x", ""] {
            let error = #expect(throws: ConfigurationError.self) { try file.service(named: name) }
            #expect(error?.description.hasSuffix("the services are a/b, a/c, d/c") == true)
        }
    }

    @Test(arguments: [
        ("services: []", "/services: the list has 0 services: 1 to 1000 are allowed"),
        ("name: a", "/services: the key is missing"),
        ("services:", "/services: the key is missing"),
        ("services: {name: a}", "/services: an object is not a list of services"),
        ("- a", "the file: [\"a\"] is an array, and has to be a mapping of services"),
        ("services: [a]", "/services/0: \"a\" is a string, and has to be a mapping of name"),
        ("services: [{name: a}]", "/services/0/namespace: the key is missing"),
        ("services: [{namespace: a}]", "/services/0/name: the key is missing"),
        ("services: [{namespace: a, name: 1}]", "/services/0/name: 1 is a number"),
        ("services: [{namespace: a, name: B}]", "/services/0: \"B\" is not a service's name"),
        ("services: [{namespace: example, name: b}]", "/services/0/namespace: the namespace"),
        ("services: [{namespace: a, name: b}, {namespace: a, name: b}]", "/services/1: a/b is in"),
        ("services: &a", "line 1, column 11: an anchor (&) is not read here"),
    ])
    func `what is no list of services is refused with its place`(_ text: String, _ part: String) {
        let error = #expect(throws: ConfigurationError.self) { try Self.file(text) }
        #expect(error?.description.contains("wind/octue.yaml: \(part)") == true, "\(error!)")
    }

    @Test(arguments: [
        ("twine_path: 1", "/services/0/twine_path: 1 is a number, and has to be a text"),
        ("app_source_path: ''", "/services/0/app_source_path: the text is empty"),
        ("delete_local_files: yes", "\"yes\" is a string, and has to be true or false"),
        ("children: {}", "/services/0/children: {} is an object, and has to be a list"),
        ("children: [{id: a/b}]", "/services/0/children/0/key: the key is missing"),
        ("children: [{key: a}]", "/services/0/children/0/id: the key is missing"),
        ("children: [{key: a, id: b}]", "/services/0/children/0/id: \"b\" is not a service name"),
        ("children: [{key: a, id: a/b, backend: x}]", "/children/0/backend: \"x\" is a string"),
        ("children: [{key: a, id: a/b}, {key: a, id: a/c}]", "/services/0/children/1/key: another"),
        ("service_registries: [{name: a}]", "/services/0/service_registries/0/endpoint: the key"),
    ])
    func `a wrong value is refused with its place and what is allowed`(
        _ lines: String, _ part: String
    ) {
        let findings = Self.findings(lines)
        #expect(findings.count == 1)
        #expect(findings.first?.contains(part) == true, "\(findings)")
    }

    @Test(arguments: ["output_location", "diagnostics_cloud_path"])
    func `a place in a cloud is passed over with a warning`(key: String) throws {
        let file = try Self.file(
            "services:\n- name: wind\n  namespace: octue\n  \(key): gs://bucket/a\n")
        #expect(file.services[0].outputLocation == nil && file.services[0].diagnosticsPath == nil)
        #expect(file.warnings.map(\.place.description) == ["/services/0/\(key)"])
    }

    @Test func `everything that is wrong is said at once`() {
        #expect(Self.findings("twine_path: 1\n  children: 2\n  delete_local_files: 3").count == 3)
    }

    @Test func `a file that cannot be read is named`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("octue.yaml")
        let missing = #expect(throws: ConfigurationError.self) { try ConfigurationFile.read(path) }
        #expect(missing?.description == "\(path): No such file or directory")
        #expect(throws: ConfigurationError.self) { try ConfigurationFile.read(folder.path) }
        let long = Array(repeating: UInt8(ascii: "\n"), count: ConfigurationFile.byteLimit + 1)
        try folder.write(long, to: "octue.yaml")
        let large = #expect(throws: ConfigurationError.self) { try ConfigurationFile.read(path) }
        #expect(large?.problem == .tooLarge(limit: ConfigurationFile.byteLimit))
    }
}
