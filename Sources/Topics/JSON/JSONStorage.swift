/// Where an encoder and its containers put one value; shared by reference, as `Encoder` requires.
///
/// It stays within the call of `JSONValue(encoding:)` that made it.
final class JSONStorage {
    /// A value that is complete; for an array or object that grows, see `parts`.
    var value: JSONValue? {
        didSet { parts = .none }
    }
    private var parts = Parts.none

    private enum Parts {
        case none
        case array([JSONStorage])
        case object([(key: String, storage: JSONStorage)], places: [String: Int])
    }

    /// The number of elements of an array that grows.
    var count: Int {
        guard case .array(let elements) = parts else { return 0 }
        return elements.count
    }

    /// Becomes an object unless it is one already: a type may ask for its container twice.
    func becomeObject() {
        if case .object = parts { return }
        value = nil
        parts = .object([], places: [:])
    }

    /// Becomes an array unless it is one already.
    func becomeArray() {
        if case .array = parts { return }
        value = nil
        parts = .array([])
    }

    /// New storage at the end of the array.
    func appended() -> JSONStorage {
        guard case .array(var elements) = parts else {
            preconditionFailure("an element is encoded after its container became something else")
        }
        parts = .none
        let storage = JSONStorage()
        elements.append(storage)
        parts = .array(elements)
        return storage
    }

    /// New storage for a key of the object, or that of the key when it has been encoded before.
    func member(_ key: String) -> JSONStorage {
        guard case .object(var members, var places) = parts else {
            preconditionFailure("a member is encoded after its container became something else")
        }
        if let place = places[key] { return members[place].storage }
        parts = .none
        let storage = JSONStorage()
        places[key] = members.count
        members.append((key, storage))
        parts = .object(members, places: places)
        return storage
    }

    /// The value with all its parts; an encoding that wrote nothing gives an empty object.
    func finished() -> JSONValue {
        switch parts {
        case .none: return value ?? .object(JSONObject())
        case .array(let elements): return .array(elements.map { $0.finished() })
        case .object(let members, _):
            var object = JSONObject()
            for (key, storage) in members { object.append(newKey: key, storage.finished()) }
            return .object(object)
        }
    }
}
