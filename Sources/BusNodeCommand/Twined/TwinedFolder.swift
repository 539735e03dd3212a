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
        let (configuration, warnings) = try configuration(options)
        let twinePath = configuration?.twinePath ?? "\(path)/twine.json"
        let (revision, notes) = try revision(configuration, options)
        let app = TwinedApp(
            folder: path, appFolder: configuration?.appSourcePath ?? path, revision: revision,
            twine: try wrapped(twinePath) {
                try Twine(JSONValue(parsing: FileBytes.read(twinePath)))
            },
            configurationValues: configuration?.configurationValues,
            configurationManifest: configuration?.configurationManifest,
            children: try wrapped(path) { try configuration?.listedChildren },
            outputLocation: configuration?.outputLocation ?? "\(path)/data/output",
            diagnostics: configuration?.diagnosticsPath,
            roots: try wrapped(path) { try AllowedRoots([path] + options.files) },
            notes: warnings + notes)
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

    /// What octue.yaml says of the service, and what may be a mistake in it; nil without the file.
    private func configuration(
        _ options: Options
    ) throws(CommandFailure) -> (ServiceConfiguration?, warnings: [String]) {
        let named = options.environment[ServiceIdentity.pathVariable].flatMap {
            $0.isEmpty ? nil : $0
        }
        let usual = ["octue.yaml", "octue.yml", "octue.json"].map { "\(path)/\($0)" }
        guard let file = named ?? usual.first(where: { access($0, F_OK) == 0 }) else {
            return (nil, [])
        }
        do {
            let read = try ConfigurationFile.read(file)
            return (try read.service(), read.warnings.map { "\(file): \($0)" })
        } catch {
            throw CommandFailure(.badData, "\(error)")
        }
    }

    /// Which revision it is, and what is worth saying about that.
    private func revision(
        _ configuration: ServiceConfiguration?, _ options: Options
    ) throws(CommandFailure) -> (ServiceRevision, notes: [String]) {
        if let service = options.service, let tag = options.tag {
            return (ServiceRevision(service: service, tag: tag), [])
        }
        guard let service = options.service ?? configuration?.service else {
            throw CommandFailure(
                .badData, "\(path): nothing says which service it is",
                advice: "say it with --name, or in octue.yaml")
        }
        do {
            var generator = SystemRandomNumberGenerator()
            let identity = try ServiceIdentity(
                tag: options.tag?.text, environment: options.environment, service: service,
                using: &generator)
            // What is said on the command line counts more than the environment.
            let revision = ServiceRevision(
                service: options.service ?? identity.revision.service, tag: identity.revision.tag)
            return (revision, identity.notes.map(\.description))
        } catch {
            throw CommandFailure(.badData, "\(error)")
        }
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
}

extension ServiceConfiguration {
    /// The children as questions carry them; nil without any.
    fileprivate var listedChildren: Children? {
        get throws(NodeError) {
            guard !children.isEmpty else { return nil }
            let list = children.map { child -> JSONValue in
                ["key": .string(child.key), "id": .string(child.service.description)]
            }
            return try Children(.array(list))
        }
    }
}
