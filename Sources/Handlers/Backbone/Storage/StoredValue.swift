import Store
import Topics

/// Values read back from a file; one that cannot be read means that the file is damaged.
enum StoredValue {
    /// The error that the file is not what this program wrote.
    static func damaged(_ detail: String) -> StoreError {
        .damaged(detail, path: "damaged")
    }

    /// A name.
    static func read<Name>(
        _ what: String, _ text: String, _ parse: (String) throws(NameError) -> Name
    ) throws(StoreError) -> Name {
        do {
            return try parse(text)
        } catch {
            throw damaged("\(what): \(error)")
        }
    }

    /// Settings, read from an object as it was written, with some members as they are in columns.
    static func settings<Settings>(
        _ text: String, _ columns: JSONObject,
        _ read: (JSONObject) throws(MemberError) -> Settings
    ) throws(StoreError) -> Settings {
        var object: JSONObject
        do {
            object = try JSONValue(parsing: text).object ?? [:]
        } catch {
            throw damaged("settings: \(error)")
        }
        for (key, value) in columns { object[key] = value }
        do {
            return try read(object)
        } catch {
            throw damaged("settings: \(error)")
        }
    }

    /// A block of attributes.
    static func attributes(_ block: [UInt8]) throws(StoreError) -> Attributes {
        do {
            return try Attributes(decoding: block)
        } catch {
            throw damaged("attributes: \(error)")
        }
    }

    /// A question's fields.
    static func question(_ block: [UInt8]) throws(StoreError) -> Question {
        do {
            return try Question(decoding: block)
        } catch {
            throw damaged("question: \(error)")
        }
    }

    /// Sixteen bytes.
    static func id<ID: UniqueID>(_ bytes: [UInt8]) throws(StoreError) -> ID {
        guard bytes.count == 16 else {
            throw damaged("an identifier has \(bytes.count) bytes")
        }
        let words = [0, 8].map { start in
            bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        return ID(high: words[0], low: words[1])
    }
}
