import Topics

extension ConfigurationReader {
    /// The members of an object; unknown ones are warned of.
    mutating func members(
        of value: JSONValue, at place: JSONPointer, known: [String]
    ) -> JSONObject? {
        guard let object = value.object else {
            let keys = known.joined(separator: ", ")
            note(place, "\(shown(value)) is \(value.kindName), and has to be a mapping of \(keys)")
            return nil
        }
        for key in object.keys where !known.contains(key) {
            warn(
                place[key],
                "the key means nothing here" + Suggestion.clause(for: key, among: known))
        }
        return object
    }

    /// The value of a key, if there is one: null is the same as none.
    func given(_ members: JSONObject, _ key: String) -> JSONValue? {
        members[key].flatMap { $0.isNull ? nil : $0 }
    }

    /// A text that may be left out.
    mutating func text(
        _ key: String, of members: JSONObject, at place: JSONPointer
    ) -> String? {
        guard let value = given(members, key) else { return nil }
        guard let text = value.string else {
            note(
                place[key],
                "\(shown(value)) is \(value.kindName), and has to be a text: put it in quotes")
            return nil
        }
        guard !text.isEmpty else {
            note(place[key], "the text is empty")
            return nil
        }
        return text
    }

    mutating func text(_ key: Key, of members: JSONObject, at place: JSONPointer) -> String? {
        text(key.rawValue, of: members, at: place)
    }

    /// A text that has to be there.
    mutating func requiredText(
        _ key: String, of members: JSONObject, at place: JSONPointer
    ) -> String? {
        guard given(members, key) != nil else {
            note(place[key], "the key is missing: it has to be a text")
            return nil
        }
        return text(key, of: members, at: place)
    }

    mutating func required(_ key: Key, of members: JSONObject, at place: JSONPointer) -> String? {
        requiredText(key.rawValue, of: members, at: place)
    }

    /// True or false; false when it is left out.
    mutating func flag(_ key: Key, of members: JSONObject, at place: JSONPointer) -> Bool {
        guard let value = given(members, key.rawValue) else { return false }
        guard let flag = value.bool else {
            let place = place[key.rawValue]
            note(place, "\(shown(value)) is \(value.kindName), and has to be true or false")
            return false
        }
        return flag
    }

    /// The elements of a list, whose own place is given; empty when it is left out.
    mutating func list(
        _ key: Key, of members: JSONObject, at place: JSONPointer
    ) -> [JSONValue] {
        guard let value = given(members, key.rawValue) else { return [] }
        guard let elements = value.array else {
            note(place, "\(shown(value)) is \(value.kindName), and has to be a list")
            return []
        }
        return elements
    }

    /// A value, which may be given as JSON text, or as the path of a file whose name ends in `.json`.
    ///
    /// Only the owner of the service writes this file, so that a path is no danger here.
    mutating func document(
        _ key: Key, of members: JSONObject, at place: JSONPointer
    ) -> JSONValue? {
        guard let value = given(members, key.rawValue), let text = value.string else {
            return given(members, key.rawValue)
        }
        let place = place[key.rawValue]
        do {
            if text.hasSuffix(".json") {
                return try document(in: SmallFile.path(text, from: folder), at: place)
            }
            return try JSONValue(parsing: text)
        } catch {
            note(
                place,
                "the text is no JSON (\(error)); a value, JSON text or the path of a file ending "
                    + "in .json is allowed")
            return nil
        }
    }

    private mutating func document(
        in path: String, at place: JSONPointer
    ) throws(JSONError) -> JSONValue? {
        let bytes: [UInt8]
        do {
            bytes = try SmallFile.read(path, byteLimit: Self.documentByteLimit)
        } catch {
            note(place, error.description)
            return nil
        }
        return try JSONValue(parsing: bytes)
    }

    /// The largest file of values or a manifest, in bytes: that of JSON elsewhere.
    private static var documentByteLimit: Int { JSONLimits.standard.byteLimit }

    /// A folder of this machine for outputs.
    mutating func outputLocation(of members: JSONObject, at place: JSONPointer) -> String? {
        guard let path = text(.outputLocation, of: members, at: place) else { return nil }
        guard let scheme = scheme(of: path) else { return SmallFile.path(path, from: folder) }
        warn(
            place[Key.outputLocation.rawValue],
            "\"\(path)\" is in a cloud (\(scheme)://), where nothing is written from here: datasets "
                + "go to a folder of this machine, which can be given in its place")
        return nil
    }

    /// A folder of this machine for diagnostics.
    mutating func diagnosticsPath(of members: JSONObject, at place: JSONPointer) -> String? {
        guard let path = text(.diagnosticsPath, of: members, at: place) else { return nil }
        guard let scheme = scheme(of: path) else { return SmallFile.path(path, from: folder) }
        warn(
            place[Key.diagnosticsPath.rawValue],
            "\"\(path)\" is in a cloud (\(scheme)://), where nothing is written from here: no "
                + "diagnostics are kept")
        return nil
    }

    private func scheme(of path: String) -> Substring? {
        guard let end = path.firstRange(of: "://") else { return nil }
        return path[..<end.lowerBound]
    }

    /// A value as a message shows it, cut at 80 characters.
    func shown(_ value: JSONValue) -> String {
        let text = value.text()
        return text.count > 80 ? text.prefix(80) + "…" : text
    }
}
