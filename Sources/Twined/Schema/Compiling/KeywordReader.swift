import Topics

/// Reads the keywords of one schema.
struct KeywordReader {
    /// The members of the schema.
    let object: JSONObject
    let draft: SchemaDraft
    let assertsFormat: Bool
    /// Whether keywords count that only look at a value itself.
    let validates: Bool
    private let compiler: SchemaCompiler
    private let node: Int
    private let place: SchemaPlace
    private let schema: SchemaSite

    init(_ object: JSONObject, node: Int, of compiler: SchemaCompiler, _ dialect: SchemaDialect) {
        self.object = object
        self.node = node
        self.compiler = compiler
        draft = dialect.draft
        assertsFormat =
            compiler.assertsFormat || dialect.vocabularies.contains(.formatAssertion)
        validates = dialect.vocabularies.contains(.validation)
        place = compiler.places[node]
        schema = compiler.index.site(place)
    }

    /// Where a keyword stands.
    func site(_ keyword: String) -> KeywordSite {
        KeywordSite(keyword: keyword, schema: schema)
    }

    /// The error of a keyword that has a value of another kind.
    func wrong(_ keyword: String, _ expected: String) -> SchemaError {
        let found = object[keyword].map(Excerpt.of) ?? "nothing"
        return SchemaError("\(keyword) is \(expected), not \(found)", at: site(keyword))
    }

    /// The node of a schema that a keyword holds; `inPlace` when it looks at the same value.
    func schema(_ keyword: String, inPlace: Bool = false) throws(SchemaError) -> Int? {
        guard let value = object[keyword] else { return nil }
        guard value.isSchema else { throw wrong(keyword, "a schema") }
        return reserve([keyword], value, inPlace)
    }

    /// The nodes of an array of schemas, which is never empty.
    func schemas(_ keyword: String, inPlace: Bool = false) throws(SchemaError) -> [Int]? {
        guard let value = object[keyword] else { return nil }
        guard case .array(let elements) = value, !elements.isEmpty, elements.allSatisfy(\.isSchema)
        else { throw wrong(keyword, "an array of at least one schema") }
        return elements.enumerated().map { reserve([keyword, String($0)], $1, inPlace) }
    }

    /// The names and nodes of an object of schemas.
    func namedSchemas(
        _ keyword: String, inPlace: Bool = false
    ) throws(SchemaError) -> [(name: String, node: Int)]? {
        guard let value = object[keyword] else { return nil }
        guard case .object(let members) = value, members.allSatisfy(\.value.isSchema) else {
            throw wrong(keyword, "an object of schemas")
        }
        return members.map { ($0.key, reserve([keyword, $0.key], $0.value, inPlace)) }
    }

    /// The node of a schema inside a keyword that can hold other things, too.
    func reserve(_ path: [String], _ value: JSONValue, _ inPlace: Bool) -> Int {
        let pointer = path.reduce(place.pointer) { $0[$1] }
        let inner = compiler.reserve(
            SchemaPlace(document: place.document, pointer: pointer), value)
        if inPlace { compiler.note(from: node, to: inner) }
        return inner
    }

    /// The node that a reference leads to.
    func target(_ keyword: String) throws(SchemaError) -> (node: Int, dynamicName: String?)? {
        guard let value = object[keyword] else { return nil }
        guard case .string(let reference) = value else { throw wrong(keyword, "a URI reference") }
        let target = try compiler.resolve(reference, from: node, by: site(keyword))
        if target.dynamicName == nil || keyword == "$ref" {
            compiler.note(from: node, to: target.node)
        }
        return target
    }

    /// The number of a name that a `$dynamicRef` looks for.
    func dynamicName(_ name: String) -> Int {
        compiler.dynamicName(name)
    }

    /// Asks for marks of what the other keywords of this schema have evaluated.
    func track() {
        compiler.track(node)
    }

    /// A count: an integer, at least 0.
    func count(_ keyword: String) throws(SchemaError) -> Int? {
        guard let value = object[keyword] else { return nil }
        guard case .number(let number) = value, number.isInteger, !number.isLess(than: 0) else {
            throw wrong(keyword, "an integer of at least 0")
        }
        // No value has as many parts as that.
        return number.integer ?? Int.max
    }

    func number(_ keyword: String) throws(SchemaError) -> JSONNumber? {
        guard let value = object[keyword] else { return nil }
        guard case .number(let number) = value else { throw wrong(keyword, "a number") }
        return number
    }

    func string(_ keyword: String) throws(SchemaError) -> String? {
        guard let value = object[keyword] else { return nil }
        guard case .string(let string) = value else { throw wrong(keyword, "a string") }
        return string
    }

    func bool(_ keyword: String) throws(SchemaError) -> Bool? {
        guard let value = object[keyword] else { return nil }
        guard case .bool(let bool) = value else { throw wrong(keyword, "true or false") }
        return bool
    }

    /// An array of names.
    func names(_ keyword: String) throws(SchemaError) -> [String]? {
        guard let value = object[keyword] else { return nil }
        guard let names = value.names else { throw wrong(keyword, "an array of strings") }
        return names
    }

    /// The matcher of a pattern.
    func pattern(_ text: String, _ site: KeywordSite) throws(SchemaError) -> Pattern {
        do {
            return try Pattern(text)
        } catch {
            throw SchemaError("the pattern \(Excerpt.of(text)): \(error.explanation)", at: site)
        }
    }
}

extension JSONValue {
    /// Whether this can be a schema at all.
    var isSchema: Bool {
        switch self {
        case .bool, .object: true
        case .null, .number, .string, .array: false
        }
    }

    /// The strings of an array of strings.
    var names: [String]? {
        guard case .array(let elements) = self else { return nil }
        let names = elements.compactMap(\.string)
        return names.count == elements.count ? names : nil
    }
}
