import BusNode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One value checked by the input schema of a twine.json again and again.
struct SchemaRun {
    private let schema: JSONSchema
    private let value: JSONValue
    private let count: Int

    init(_ arguments: Arguments) throws {
        let folder = try arguments.text("data")
        count = try arguments.number("count")
        let twine = try Self.read("\(folder)/twine.json")
        schema = try JSONSchema(twine["input_values_schema"] ?? true)
        value = try Self.read("\(folder)/values.json")
    }

    func run() throws {
        var figures = Figures()
        for _ in 0..<count {
            let start = ContinuousClock.now
            guard schema.accepts(value) else {
                throw NodeError(.badValues, "the values do not keep the schema")
            }
            figures.add(ContinuousClock.now - start)
        }
        figures.report()
    }

    private static func read(_ path: String) throws -> JSONValue {
        guard let file = fopen(path, "r") else {
            throw NodeError(.badValues, "\(path) cannot be read")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let length = fread(&piece, 1, piece.count, file), length > 0 {
            bytes += piece[..<length]
        }
        return try JSONValue(parsing: bytes)
    }
}
