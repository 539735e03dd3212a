import Topics

/// Turns the schemas of a document, and those they refer to, into nodes.
///
/// Every schema gets its number before it is read, and a list of what is still to be read takes the place
/// of recursion: schemas may refer to each other in any way and any number.
final class SchemaCompiler {
    private(set) var index: SchemaIndex
    let assertsFormat: Bool
    /// Where each node stands.
    private(set) var places: [SchemaPlace] = []
    private var values: [JSONValue] = []
    private var nodes: [SchemaNode] = []
    private var nodeAtPlace: [SchemaPlace: Int] = [:]
    /// The nodes that look at the same value as each node.
    private var inPlace: [[Int]] = []
    private var tracking: Set<Int> = []
    private var dynamicNames: [String] = []

    /// The most schemas of a document with all it refers to; the meta-schemas have about 200.
    private static let nodeLimit = 100_000

    init(
        _ document: JSONValue, documents: SchemaDocuments, assertsFormat: Bool
    ) throws(SchemaError) {
        self.assertsFormat = assertsFormat
        index = try SchemaIndex(document, library: documents)
    }

    /// The nodes of everything in the document and of what it refers to.
    func compile() throws(SchemaError) -> CompiledSchema {
        let root = SchemaPlace(document: 0, pointer: JSONPointer())
        _ = reserve(root, index.documents[0])
        try readAll()
        // What nothing refers to is read, too: a mistake there is a mistake.
        for place in index.schemas.keys where place.document == 0 && nodeAtPlace[place] == nil {
            if let value = index.value(at: place) { _ = reserve(place, value) }
        }
        repeat {
            try readAll()
            reserveDynamicTargets()
        } while nodes.count < places.count
        try findLoop()
        return CompiledSchema(
            nodes: nodes,
            dynamicTargets: dynamicNames.map { name in
                index.resources.map { dynamicNode(name, in: $0) ?? -1 }
            })
    }

    /// The number of the node at a place.
    func reserve(_ place: SchemaPlace, _ value: JSONValue) -> Int {
        if let known = nodeAtPlace[place] { return known }
        nodeAtPlace[place] = places.count
        places.append(place)
        values.append(value)
        inPlace.append([])
        return places.count - 1
    }

    /// Notes that a node has another one look at the same value.
    func note(from node: Int, to other: Int) {
        inPlace[node].append(other)
    }

    /// Notes that a keyword of the node asks what the others have evaluated.
    func track(_ node: Int) {
        tracking.insert(node)
    }

    /// The number of a name that a `$dynamicRef` looks for.
    func dynamicName(_ name: String) -> Int {
        if let known = dynamicNames.firstIndex(of: name) { return known }
        dynamicNames.append(name)
        return dynamicNames.count - 1
    }

    /// The node that a reference leads to, and the name when that is one of `$dynamicAnchor`.
    func resolve(
        _ reference: String, from node: Int, by site: KeywordSite
    ) throws(SchemaError) -> (node: Int, dynamicName: String?) {
        let base = index.resources[resource(of: places[node])]
        let target = URIReference(reference).resolved(against: base.address)
        let number = try index.resource(
            at: target.withoutFragment, named: reference, by: site, dialect: base.dialect)
        let resource = index.resources[number]
        guard let fragment = target.decodedFragment else {
            throw SchemaError("\(Excerpt.of(reference)) has a bad % sign", at: site)
        }
        var pointer = resource.root
        if fragment.hasPrefix("/") {
            for token in fragment.dropFirst().split(
                separator: "/", omittingEmptySubsequences: false)
            {
                pointer =
                    pointer[
                        String(token.replacing("~1", with: "/").replacing("~0", with: "~"))]
            }
        } else if !fragment.isEmpty {
            guard let anchor = resource.anchors[fragment] else {
                throw SchemaError("\(Excerpt.of(reference)) names no anchor there", at: site)
            }
            pointer = anchor
        }
        let place = SchemaPlace(document: resource.document, pointer: pointer)
        guard let value = index.value(at: place), value.isSchema else {
            throw SchemaError("\(Excerpt.of(reference)) leads to no schema", at: site)
        }
        // A place that no keyword makes a schema becomes one when it is referred to.
        if index.schemas[place] == nil {
            try index.scan(value, at: place, resource: self.resource(of: place))
        }
        let isDynamic = resource.dynamicAnchors[fragment] != nil
        return (reserve(place, value), isDynamic ? fragment : nil)
    }

    /// The resource of the nearest schema around a place.
    private func resource(of place: SchemaPlace) -> Int {
        var tokens = place.pointer.tokens
        while true {
            let pointer = tokens.reduce(JSONPointer()) { $0[$1] }
            let around = SchemaPlace(document: place.document, pointer: pointer)
            if let resource = index.schemas[around] { return resource }
            guard tokens.popLast() != nil else { preconditionFailure("the root is a schema") }
        }
    }

    private func readAll() throws(SchemaError) {
        while nodes.count < places.count {
            let number = nodes.count
            nodes.append(try read(number))
        }
    }

    private func read(_ number: Int) throws(SchemaError) -> SchemaNode {
        let place = places[number]
        let resource = resource(of: place)
        let site = index.site(place)
        guard number < Self.nodeLimit else {
            throw SchemaError(
                "there are more than \(Self.nodeLimit) schemas",
                at: KeywordSite(keyword: "", schema: site))
        }
        switch values[number] {
        case .bool(let verdict):
            return SchemaNode(site: site, resource: resource, verdict: verdict)
        case .object(let object):
            let dialect = index.resources[resource].dialect
            let reader = KeywordReader(object, node: number, of: self, dialect)
            let keywords = try KeywordMaker.keywords(reader, dialect)
            return SchemaNode(
                site: site, resource: resource, verdict: keywords.isEmpty ? true : nil,
                keywords: keywords, tracks: tracking.contains(number))
        case let value:
            throw SchemaError(
                "a schema is an object, true or false, not \(Excerpt.of(value))",
                at: KeywordSite(keyword: "", schema: site))
        }
    }

    private func reserveDynamicTargets() {
        for name in dynamicNames {
            for resource in index.resources {
                guard let pointer = resource.dynamicAnchors[name] else { continue }
                let place = SchemaPlace(document: resource.document, pointer: pointer)
                if let value = index.value(at: place) { _ = reserve(place, value) }
            }
        }
    }

    private func dynamicNode(_ name: String, in resource: SchemaResource) -> Int? {
        resource.dynamicAnchors[name].flatMap {
            nodeAtPlace[SchemaPlace(document: resource.document, pointer: $0)]
        }
    }

    /// Refuses schemas that come back to themselves at the same value, which would never end.
    private func findLoop() throws(SchemaError) {
        enum Visit { case open, done }
        var visits: [Int: Visit] = [:]
        for start in nodes.indices where visits[start] == nil {
            visits[start] = .open
            var way = [(node: start, next: 0)]
            while let last = way.last {
                guard last.next < inPlace[last.node].count else {
                    visits[last.node] = .done
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next += 1
                let inner = inPlace[last.node][last.next]
                switch visits[inner] {
                case .open:
                    throw SchemaError(
                        "the schema comes back to itself without going into the value",
                        at: KeywordSite(keyword: "", schema: nodes[inner].site))
                case .done: break
                case nil:
                    visits[inner] = .open
                    way.append((inner, 0))
                }
            }
        }
    }
}
