/// Resources and what is measured there.
extension Market {
    /// How many readings go in one request: the most that the market takes.
    static let readingLimit = 10_000

    /// Brings a resource into the market.
    ///
    /// - Parameters:
    ///   - name: at most 64 of `a-z`, `0-9`, `-` and `_`, different from this user's others of the kind.
    ///   - isToForecast: whether bids may be placed for forecasts of it.
    ///   - id: what it is called in requests; nil to let the market choose.
    @discardableResult
    public func addResource(
        _ name: String, kind: Resource.Kind = .measurements, isToForecast: Bool = true,
        id: String? = nil
    ) async throws(NodeError) -> Resource {
        try await change(
            "resources.create",
            .fields([
                "name": .string(name), "kind": .string(kind.rawValue),
                "to_forecast": .bool(isToForecast), "id": .text(id),
            ]))
    }

    /// Changes a resource; what is nil stays.
    @discardableResult
    public func updateResource(
        _ resource: String, name: String? = nil, isToForecast: Bool? = nil
    ) async throws(NodeError) -> Resource {
        try await change(
            "resources.update",
            .fields([
                "resource": .string(resource), "name": .text(name),
                "to_forecast": isToForecast.map { .bool($0) },
            ]))
    }

    /// Takes a resource out of the market; what it did there stays known.
    ///
    /// - Throws: `NodeError` with the rule `resource-has-live-bid` while a bid for it is open.
    public func retireResource(_ resource: String) async throws(NodeError) {
        try await change("resources.retire", ["resource": .string(resource)])
    }

    /// The resources of this user; operators see those of all, or of one.
    public func resources(of owner: String? = nil) async throws(NodeError) -> [Resource] {
        try await list("resources.list", "resources", .fields(["of": .text(owner)]))
    }

    /// A resource of this user, by its id or its name.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is none.
    public func resource(_ text: String) async throws(NodeError) -> Resource {
        let known = try await resources(of: user).filter { $0.retiredAt == nil }
        let found =
            known.first { $0.id == text }
            ?? known.first { $0.name == text && $0.kind == .measurements }
            ?? known.first { $0.name == text }
        guard let found else {
            let names = known.map(\.name).sorted().joined(separator: ", ")
            let rest = names.isEmpty ? "there are none yet" : "there are \(names)"
            throw NodeError(.notFound, "\(user) has no resource \(text); \(rest)")
        }
        return found
    }

    /// How complete the data of a resource is, as JSON (docs/market.md).
    ///
    /// - Parameter hours: how far to look back; a year when nil.
    public func quality(
        of resource: String, hours: Int? = nil
    ) async throws(NodeError) -> JSONValue {
        try await look(
            "resources.quality",
            .fields(["resource": .string(resource), "hours": .integer(hours)]))
    }

    /// Sends what was measured; the same again changes nothing, another value for an interval counts from
    /// then on.
    ///
    /// - Parameters:
    ///   - readings: as many as there are; they are sent in parts.
    ///   - resource: the resource, by its id or its name.
    ///   - intervalMinutes: the length of the intervals: 5, 15, 30 or 60.
    ///   - progress: called after each part with how many were sent.
    @discardableResult
    public func put(
        _ readings: [Reading], for resource: String, unit: Unit = .kilowatts,
        intervalMinutes: Int = 60, progress: (Int) async -> Void = { _ in }
    ) async throws(NodeError) -> Taken {
        var (taken, place) = (Taken(), 0)
        while place < readings.count {
            let part = readings[place..<min(place + Self.readingLimit, readings.count)]
            let series = part.map { reading -> JSONValue in
                [
                    "at": .string(reading.at.description),
                    "value": JSONNumber(reading.value).map { .number($0) } ?? .null,
                ]
            }
            let reply: Taken = try await change(
                "measurements.put",
                [
                    "resource": .string(resource), "unit": .string(unit.rawValue),
                    "interval_minutes": JSONValue(intervalMinutes), "series": .array(series),
                ])
            taken = taken + reply
            place = part.endIndex
            await progress(place)
        }
        return taken
    }

    /// What was measured, the oldest first.
    public func readings(
        of resource: String, from: Timestamp? = nil, to: Timestamp? = nil
    ) async throws(NodeError) -> [Reading] {
        try await list(
            "measurements.list", "measurements",
            .fields(["resource": .string(resource), "from": .time(from), "to": .time(to)]))
    }
}
