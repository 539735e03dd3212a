import BusNode

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder with `twine.json`, `octue.yaml` or `octue.json`, and the code of a service.
struct TwinedFolder {
    /// What is said about the service beside its files.
    struct Options {
        /// Which service it is, whatever the files say.
        var service: ServiceName?
        /// Which revision it is.
        var tag: RevisionTag?
        /// Folders that the files of a question may be in, beside that of the service.
        var files: [String] = []
        /// The environment, which may name the service too.
        var environment: [String: String] = [:]
    }

    /// Its path, absolute.
    let path: String

    /// A folder.
    ///
    /// - Throws: `CommandFailure` when there is none.
    init(_ path: String) throws(CommandFailure) {
        guard let resolved = realpath(path, nil) else {
            throw CommandFailure(.badData, "there is no folder \(path)")
        }
        defer { free(resolved) }
        self.path = String(cString: resolved)
    }

    /// Reads and checks the service.
    ///
    /// - Throws: `CommandFailure` that names the file and what is wrong with it.
    func app(_ options: Options) throws(CommandFailure) -> TwinedApp {
        let service = try configuration()
        let file = service["twine_path"]?.string ?? "twine.json"
        let app = TwinedApp(
            folder: path, appFolder: inside(service["app_source_path"]?.string ?? "."),
            revision: try revision(service, options),
            twine: try wrapped(inside(file)) { try Twine(try json(at: file)) },
            configurationValues: try data(service["configuration_values"]),
            configurationManifest: try data(service["configuration_manifest"]),
            children: try wrapped("\(path): children") {
                try service["children"].flatMap { $0.isNull ? nil : $0 }.map { try Children($0) }
            },
            outputLocation: outputLocation(service["output_location"]?.string),
            roots: try wrapped(path) { try AllowedRoots([path] + options.files) })
        let found =
            app.twine.violations(ofSent: app.configurationValues, in: .configurationValues)
            + app.twine.violations(ofSent: app.configurationManifest, in: .configurationManifest)
            + app.twine.violations(
                ofSent: app.children?.json ?? noChildren(app.twine), in: .children)
            + app.twine.credentialViolations(environment: options.environment)
        guard found.isEmpty else {
            let list = found.map(\.description).joined(separator: "; ")
            throw CommandFailure(.badData, "\(path): \(list)")
        }
        return app
    }

    /// An empty list of children where the twine names some, which are missing then.
    private func noChildren(_ twine: Twine) -> JSONValue? {
        twine.children.isEmpty ? nil : []
    }

    private func wrapped<Value>(
        _ place: String, _ body: () throws -> Value
    ) throws(CommandFailure) -> Value {
        do {
            return try body()
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure(.badData, "\(place): \(error)")
        }
    }

    /// The first service of the file.
    private func configuration() throws(CommandFailure) -> JSONValue {
        guard let file = ["octue.yaml", "octue.yml", "octue.json"].first(where: exists) else {
            return [:]
        }
        let document = file.hasSuffix(".json") ? try json(at: file) : try yaml(at: file)
        guard let service = document["services"]?[0] else {
            throw CommandFailure(.badData, "\(inside(file)) has no services")
        }
        return service
    }

    private func exists(_ file: String) -> Bool {
        access(inside(file), F_OK) == 0
    }

    private func yaml(at file: String) throws(CommandFailure) -> JSONValue {
        let file = inside(file)
        let bytes = try FileBytes.read(file)
        do {
            return try YAMLReader.read(bytes)
        } catch {
            throw CommandFailure(.badData, "\(file): \(error)")
        }
    }

    private func revision(
        _ service: JSONValue, _ options: Options
    ) throws(CommandFailure) -> ServiceRevision {
        let environment = options.environment
        let namespace = environment["OCTUE_SERVICE_NAMESPACE"] ?? service["namespace"]?.string
        let name = environment["OCTUE_SERVICE_NAME"] ?? service["name"]?.string
        let tag = environment["OCTUE_SERVICE_REVISION_TAG"]
        do {
            if let service = options.service, let tag = options.tag {
                return ServiceRevision(service: service, tag: tag)
            }
            guard let tag = try options.tag ?? tag.map({ try RevisionTag($0) }) else {
                throw CommandFailure(
                    .badData, "\(path): nothing says which revision it is",
                    advice: "say it with --revision-tag")
            }
            if let service = options.service { return ServiceRevision(service: service, tag: tag) }
            guard let namespace, let name else {
                throw CommandFailure(
                    .badData, "\(path): nothing says which service it is",
                    advice: "say it with --name, or in octue.yaml")
            }
            return ServiceRevision(
                service: try ServiceName(namespace: namespace, name: name), tag: tag)
        } catch let error as CommandFailure {
            throw error
        } catch {
            throw CommandFailure(.badData, "\(path): \(error)")
        }
    }

    /// Data that stands in the file itself, as JSON in a text, or in a file of its own.
    private func data(_ value: JSONValue?) throws(CommandFailure) -> JSONValue? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string else { return value }
        if text.hasSuffix(".json") { return try json(at: text) }
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw CommandFailure(.badData, "\(path): \(text) is neither JSON nor a .json file")
        }
    }

    /// Where the datasets go that the app makes: a folder. A bucket of a cloud cannot be reached, and the
    /// folder `data/output` stands in for it.
    private func outputLocation(_ location: String?) -> String {
        guard let location, !location.contains("://") else { return inside("data/output") }
        return inside(location)
    }

    private func json(at file: String) throws(CommandFailure) -> JSONValue {
        let file = inside(file)
        let bytes = try FileBytes.read(file)
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw CommandFailure(.badData, "\(file): \(error)")
        }
    }

    private func inside(_ file: String) -> String {
        if file == "." { return path }
        return file.hasPrefix("/") ? file : "\(path)/\(file)"
    }
}
