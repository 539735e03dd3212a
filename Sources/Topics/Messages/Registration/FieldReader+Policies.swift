extension FieldReader {
    /// A policy, or nil where the field is absent or null.
    mutating func policyIfPresent(_ field: RegistryField) -> RegistryPolicy? {
        guard has(field), let json = value(field, as: JSONValue.self) else { return nil }
        do {
            return try json.decode(as: RegistryPolicy.self)
        } catch let error as FieldErrors {
            add("is wrong: \(error)", to: field)
        } catch {
            add("must be an object", to: field)
        }
        return nil
    }

    /// The weights of revisions, by their tags.
    mutating func weights() -> RevisionWeights? {
        guard let json = value(.weights, as: JSONValue.self) else { return nil }
        guard let object = json.object, !object.isEmpty,
            object.count <= RevisionWeights.countLimit
        else {
            add(
                "must be an object with 1 to \(RevisionWeights.countLimit) revision tags",
                to: .weights)
            return nil
        }
        var weights: [RevisionTag: Int64] = [:]
        for (key, value) in object {
            guard let tag = try? RevisionTag(key) else {
                add("has \(JSONValue.string(key).text()), which is no revision tag", to: .weights)
                return nil
            }
            guard let weight = value.integer,
                (0...RevisionWeights.weightLimit).contains(Int64(weight))
            else {
                add(
                    "must have whole numbers from 0 to \(RevisionWeights.weightLimit)", to: .weights
                )
                return nil
            }
            weights[tag] = Int64(weight)
        }
        guard let weights = RevisionWeights(weights) else {
            add("must have a number above 0", to: .weights)
            return nil
        }
        return weights
    }

    /// A number of seconds with at most three decimals, in milliseconds, or nil where the field is absent or
    /// null.
    mutating func secondsIfPresent(
        _ field: RegistryField, inMilliseconds range: ClosedRange<Int64>
    ) -> Int64? {
        guard has(field), let json = value(field, as: JSONValue.self) else { return nil }
        if let milliseconds: Int64 = json.number?.integer(timesTenToThe: 3),
            range.contains(milliseconds)
        {
            return milliseconds
        }
        let (least, most) = (Double(range.lowerBound) / 1_000, Double(range.upperBound) / 1_000)
        add("must be a number of seconds from \(least) to \(most)", to: field)
        return nil
    }

    /// A channel, or nil where the field is absent or null.
    mutating func channelIfPresent() -> ChannelName? {
        has(.channel) ? parsed(.channel, ChannelName.init) : nil
    }
}
