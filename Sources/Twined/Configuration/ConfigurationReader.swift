import Topics

/// Reads configurations from JSON values, and notes everything that is wrong on the way.
struct ConfigurationReader {
    /// The folder of the file.
    let folder: String
    private(set) var errors: [ConfigurationFinding] = []
    private(set) var warnings: [ConfigurationFinding] = []

    typealias Key = ServiceConfiguration.Key

    init(folder: String) {
        self.folder = folder
    }

    mutating func services(of value: JSONValue) -> [ServiceConfiguration] {
        let top = JSONPointer()
        guard let file = members(of: value, at: top, known: ["services"]) else { return [] }
        let place = top["services"]
        let form = "a list of services, each with namespace and name"
        guard let list = given(file, "services") else {
            note(place, "the key is missing: it has to be \(form)")
            return []
        }
        guard let elements = list.array else {
            note(place, "\(list.kindName) is not \(form)")
            return []
        }
        guard !elements.isEmpty, elements.count <= ConfigurationFile.serviceLimit else {
            let limit = ConfigurationFile.serviceLimit
            note(place, "the list has \(elements.count) services: 1 to \(limit) are allowed")
            return []
        }
        var services: [ServiceConfiguration] = []
        var names: Set<ServiceName> = []
        for (index, element) in elements.enumerated() {
            guard let service = service(element, at: place[index]) else { continue }
            if !names.insert(service.service).inserted {
                note(place[index], "\(service.service) is in the list already")
            }
            services.append(service)
        }
        return services
    }

    private mutating func service(
        _ value: JSONValue, at place: JSONPointer
    ) -> ServiceConfiguration? {
        let keys = Key.allCases.map(\.rawValue)
        guard let members = members(of: value, at: place, known: keys) else { return nil }
        let name = serviceName(of: members, at: place)
        let app = text(.appSourcePath, of: members, at: place) ?? "."
        let twine = text(.twinePath, of: members, at: place) ?? "twine.json"
        let registries = registries(of: members, at: place)
        let table = text(.eventStoreTable, of: members, at: place)
        let deletes = flag(.deletesLocalFiles, of: members, at: place)
        let values = document(.configurationValues, of: members, at: place)
        let manifest = document(.configurationManifest, of: members, at: place)
        let children = children(of: members, at: place)
        let output = outputLocation(of: members, at: place)
        let diagnostics = diagnosticsPath(of: members, at: place)
        if flag(.usesSignedURLs, of: members, at: place) {
            warn(
                place[Key.usesSignedURLs.rawValue], "local files have no signed addresses: ignored")
        }
        guard let name else { return nil }
        return ServiceConfiguration(
            service: name, folder: folder, appSourcePath: SmallFile.path(app, from: folder),
            twinePath: SmallFile.path(twine, from: folder), diagnosticsPath: diagnostics,
            registries: registries, eventStoreTable: table, deletesLocalFiles: deletes,
            configurationValues: values, configurationManifest: manifest, children: children,
            outputLocation: output)
    }

    private mutating func serviceName(
        of members: JSONObject, at place: JSONPointer
    ) -> ServiceName? {
        let namespace = required(.namespace, of: members, at: place)
        let name = required(.name, of: members, at: place)
        guard let namespace, let name else { return nil }
        guard namespace != ServiceIdentity.reservedNamespace else {
            note(place[Key.namespace.rawValue], ServiceIdentity.reservation)
            return nil
        }
        do {
            return try ServiceName(namespace: namespace, name: name)
        } catch {
            note(place, error.description)
            return nil
        }
    }

    private mutating func registries(
        of members: JSONObject, at place: JSONPointer
    ) -> [ConfiguredRegistry] {
        let place = place[Key.registries.rawValue]
        return list(.registries, of: members, at: place).enumerated().compactMap { index, value in
            let place = place[index]
            guard let registry = self.members(of: value, at: place, known: ["name", "endpoint"])
            else { return nil }
            let name = requiredText("name", of: registry, at: place)
            let endpoint = requiredText("endpoint", of: registry, at: place)
            guard let name, let endpoint else { return nil }
            return ConfiguredRegistry(name: name, endpoint: endpoint)
        }
    }

    private mutating func children(
        of members: JSONObject, at place: JSONPointer
    ) -> [ConfiguredChild] {
        let place = place[Key.children.rawValue]
        var keys: Set<String> = []
        var children: [ConfiguredChild] = []
        for (index, value) in list(.children, of: members, at: place).enumerated() {
            guard let child = child(value, at: place[index]) else { continue }
            if !keys.insert(child.key).inserted {
                note(place[index]["key"], "another child has the key \"\(child.key)\" already")
            }
            children.append(child)
        }
        return children
    }

    private mutating func child(_ value: JSONValue, at place: JSONPointer) -> ConfiguredChild? {
        let known = ["key", "id", "backend"]
        guard let child = members(of: value, at: place, known: known) else { return nil }
        let key = requiredText("key", of: child, at: place)
        let id = requiredText("id", of: child, at: place)
        let backend = backend(of: child, at: place["backend"])
        guard let key, let id else { return nil }
        do {
            return ConfiguredChild(key: key, service: try ServiceReference(id), backend: backend)
        } catch {
            note(place["id"], error.description)
            return nil
        }
    }

    private mutating func backend(of child: JSONObject, at place: JSONPointer) -> String? {
        guard let value = given(child, "backend"),
            let backend = members(of: value, at: place, known: ["name", "project_id"])
        else { return nil }
        if let project = given(backend, "project_id") {
            warn(place["project_id"], "the bus has no projects: \(shown(project)) is ignored")
        }
        return text("name", of: backend, at: place)
    }
}

extension ConfigurationReader {
    mutating func note(_ place: JSONPointer, _ explanation: String) {
        errors.append(ConfigurationFinding(place: place, explanation: explanation))
    }

    mutating func warn(_ place: JSONPointer, _ explanation: String) {
        warnings.append(ConfigurationFinding(place: place, explanation: explanation))
    }
}
