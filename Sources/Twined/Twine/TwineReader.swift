import Topics

/// Reads twine.json, and finds all that is wrong in it.
struct TwineReader {
    private(set) var values: [Strand: TwineValues] = [:]
    private(set) var manifests: [Strand: TwineManifest] = [:]
    private(set) var credentials: [TwineCredential] = []
    private(set) var children: [TwineChild] = []
    private let document: JSONValue
    private let documents: SchemaDocuments
    private var mistakes: [TwineError.Mistake] = []

    init(_ document: JSONValue, _ documents: SchemaDocuments) {
        self.document = document
        self.documents = documents
    }

    mutating func read() throws(TwineError) {
        mistakes = TwineSchemas.twine.violations(of: document).map {
            TwineError.Mistake(place: $0.place, explanation: $0.message)
        }
        if !mistakes.isEmpty { throw TwineError(mistakes: mistakes) }
        for strand in Strand.allCases {
            if let part = document[strand.key] { read(strand, part) }
        }
        if !mistakes.isEmpty { throw TwineError(mistakes: mistakes) }
    }

    private mutating func read(_ strand: Strand, _ part: JSONValue) {
        let place = JSONPointer()[strand.key]
        switch strand {
        case .configurationValues, .inputValues, .outputValues, .monitorMessage:
            guard let schema = schema(part, at: place) else { return }
            let isOptional = part["optional"]?.bool ?? false
            values[strand] = TwineValues(isOptional: isOptional, schema: schema)
        case .configurationManifest, .inputManifest, .outputManifest:
            manifests[strand] = TwineManifest(
                isOptional: part["optional"]?.bool ?? false, datasets: datasets(part, at: place),
                strand: strand)
        case .credentials:
            credentials = (part.array ?? []).map {
                TwineCredential(
                    name: $0["name"]?.string ?? "", purpose: $0["purpose"]?.string)
            }
        case .children:
            children = (part.array ?? []).map {
                TwineChild(
                    key: $0["key"]?.string ?? "", purpose: $0["purpose"]?.string,
                    filters: $0["filters"]?.string)
            }
        }
    }

    private mutating func datasets(_ part: JSONValue, at place: JSONPointer) -> [TwineDataset] {
        (part["datasets"]?.object ?? [:]).map { key, dataset in
            let template = dataset["file_tags_template"].flatMap {
                schema($0, at: place["datasets"][key]["file_tags_template"])
            }
            return TwineDataset(
                key: key, purpose: dataset["purpose"]?.string,
                isOptional: dataset["optional"]?.bool ?? false, fileTags: template)
        }
    }

    private mutating func schema(_ part: JSONValue, at place: JSONPointer) -> JSONSchema? {
        do {
            return try JSONSchema(part, documents: documents)
        } catch {
            mistakes.append(
                TwineError.Mistake(
                    place: error.place.map { place.appending($0) } ?? place,
                    explanation: error.place == nil ? error.description : error.explanation))
            return nil
        }
    }
}
