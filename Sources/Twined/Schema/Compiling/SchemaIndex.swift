import Topics

/// All schemas of the documents that were loaded: where they are, and what can be referred to by name.
struct SchemaIndex {
    let library: SchemaDocuments
    /// The documents that were loaded; the first is the one that was given.
    private(set) var documents: [JSONValue] = []
    private(set) var resources: [SchemaResource] = []
    /// The resource that governs each schema.
    private(set) var schemas: [SchemaPlace: Int] = [:]
    private var resourceAtAddress: [String: Int] = [:]

    /// More arrays and objects inside each other than any reader lets through.
    private static let depthLimit = 256

    init(_ document: JSONValue, library: SchemaDocuments) throws(SchemaError) {
        self.library = library
        try load(document, from: URIReference(""), otherwise: .standard)
    }

    /// Where a resource says that a schema of its own stands.
    func site(_ place: SchemaPlace) -> SchemaSite {
        let pointer = place.document == 0 ? place.pointer : nil
        guard let resource = schemas[place].map({ resources[$0] }) else {
            return SchemaSite(address: "", pointerInResource: place.pointer, pointer: pointer)
        }
        let inner = place.pointer.tokens.dropFirst(resource.root.tokens.count)
        return SchemaSite(
            address: resource.address.text,
            pointerInResource: inner.reduce(JSONPointer()) { $0[$1] }, pointer: pointer)
    }

    /// The value at a place, when there is one.
    func value(at place: SchemaPlace) -> JSONValue? {
        var value: JSONValue? = documents[place.document]
        for token in place.pointer.tokens {
            guard let outer = value else { return nil }
            switch outer {
            case .object(let object): value = object[token]
            case .array: value = Self.arrayPlace(token).flatMap { outer[$0] }
            default: return nil
            }
        }
        return value
    }

    private static func arrayPlace(_ token: String) -> Int? {
        guard token == "0" || !token.hasPrefix("0"), token.utf8.allSatisfy({ $0 >= 48 && $0 < 58 })
        else { return nil }
        return Int(token)
    }

    /// The number of the resource at an address, loaded from the library when it has to be.
    ///
    /// A document that does not say by which rules it is read is read by those of who refers to it.
    mutating func resource(
        at address: URIReference, named reference: String, by site: KeywordSite,
        dialect: SchemaDialect
    ) throws(SchemaError) -> Int {
        if let known = resourceAtAddress[address.text] { return known }
        guard let document = library.document(at: address.text) else {
            throw SchemaError(
                "\(Excerpt.of(reference)) refers to \(Excerpt.of(address.text)), which is no document "
                    + "here; documents are never fetched, so add it first", at: site)
        }
        return try load(document, from: address, otherwise: dialect)
    }

    @discardableResult
    private mutating func load(
        _ document: JSONValue, from address: URIReference, otherwise inherited: SchemaDialect
    ) throws(SchemaError) -> Int {
        let resource = resources.count
        let root = SchemaPlace(document: documents.count, pointer: JSONPointer())
        documents.append(document)
        resources.append(
            SchemaResource(
                address: address, document: root.document, root: root.pointer,
                dialect: try dialect(of: document, otherwise: inherited, at: root)))
        if resourceAtAddress[address.text] == nil { resourceAtAddress[address.text] = resource }
        try scan(document, at: root, resource: resource)
        return resourceAtAddress[address.text] ?? resource
    }

    /// Notes all schemas from a place on, without recursion: a document may be deep.
    mutating func scan(
        _ value: JSONValue, at place: SchemaPlace, resource: Int
    ) throws(SchemaError) {
        var pending = [(value: value, pointer: place.pointer, resource: resource)]
        while let next = pending.popLast() {
            let place = SchemaPlace(document: place.document, pointer: next.pointer)
            schemas[place] = next.resource
            guard next.pointer.tokens.count <= Self.depthLimit else {
                throw SchemaError(
                    "more than \(Self.depthLimit) levels lie inside each other",
                    at: KeywordSite(keyword: "", schema: site(place)))
            }
            guard case .object(let object) = next.value else { continue }
            let resource = try enter(object, at: place, within: next.resource)
            schemas[place] = resource
            try noteAnchors(of: object, at: place, resource: resource)
            let shapes = SubschemaKeywords.shapes(of: resources[resource].dialect.draft)
            for member in object {
                guard let shape = shapes[member.key] else { continue }
                let pointer = next.pointer[member.key]
                for inner in Self.subschemas(of: member.value, shape, at: pointer) {
                    pending.append((inner.value, inner.pointer, resource))
                }
            }
        }
    }

    private static func subschemas(
        of value: JSONValue, _ shape: SubschemaKeywords.Shape, at pointer: JSONPointer
    ) -> [(value: JSONValue, pointer: JSONPointer)] {
        switch (shape, value) {
        case (.array, .array(let elements)), (.schemaOrArray, .array(let elements)):
            elements.enumerated().map { ($1, pointer[$0]) }
        case (.object, .object(let object)):
            object.map { ($0.value, pointer[$0.key]) }
        case (.objectOrNames, .object(let object)):
            object.filter { $0.value.array == nil }.map { ($0.value, pointer[$0.key]) }
        case (.schema, .object), (.schemaOrArray, .object), (.schema, .bool),
            (.schemaOrArray, .bool):
            [(value, pointer)]
        default: []
        }
    }

    /// The resource that a schema with `$id` opens, or the one it lies in.
    private mutating func enter(
        _ object: JSONObject, at place: SchemaPlace, within outer: Int
    ) throws(SchemaError) -> Int {
        let draft = resources[outer].dialect.draft
        guard case .string(let id)? = object["$id"] else { return outer }
        // Draft-07 takes nothing beside `$ref`, and a name of its own for the part after `#`.
        if draft == .draft07, object.contains("$ref") || id.hasPrefix("#") { return outer }
        let reference = URIReference(id)
        if reference.fragment?.isEmpty == false {
            throw SchemaError(
                "\(Excerpt.of(id)) has a part after \"#\", which names no resource",
                at: KeywordSite(keyword: "$id", schema: site(place)))
        }
        let address = reference.withoutFragment.resolved(against: resources[outer].address)
        let isRoot = place.pointer == resources[outer].root
        let dialect =
            isRoot
            ? resources[outer].dialect
            : try self.dialect(of: .object(object), otherwise: resources[outer].dialect, at: place)
        let resource = resources.count
        resources.append(
            SchemaResource(
                address: address, document: place.document, root: place.pointer, dialect: dialect))
        if isRoot, let old = resourceAtAddress[resources[outer].address.text], old == outer {
            resourceAtAddress[resources[outer].address.text] = resource
        }
        if resourceAtAddress[address.text] == nil { resourceAtAddress[address.text] = resource }
        return resource
    }

    private mutating func noteAnchors(
        of object: JSONObject, at place: SchemaPlace, resource: Int
    ) throws(SchemaError) {
        if resources[resource].dialect.draft == .draft07 {
            guard let id = object["$id"]?.string, id.hasPrefix("#"), id.count > 1 else { return }
            guard !object.contains("$ref") else { return }
            return try note(String(id.dropFirst()), keyword: "$id", at: place, resource: resource)
        }
        if let name = object["$anchor"]?.string {
            try note(name, keyword: "$anchor", at: place, resource: resource)
        }
        if let name = object["$dynamicAnchor"]?.string {
            try note(name, keyword: "$dynamicAnchor", at: place, resource: resource)
            resources[resource].dynamicAnchors[name] = place.pointer
        }
    }

    private mutating func note(
        _ name: String, keyword: String, at place: SchemaPlace, resource: Int
    ) throws(SchemaError) {
        if let other = resources[resource].anchors[name], other != place.pointer {
            throw SchemaError(
                "the anchor \(Excerpt.of(name)) is at #\(other) already",
                at: KeywordSite(keyword: keyword, schema: site(place)))
        }
        resources[resource].anchors[name] = place.pointer
    }
}
