import Topics

/// Resources come into the market and leave it.
enum ResourceMethods {
    static let all: [MarketMethod] = [
        .change("resources.create", create), .change("resources.update", update),
        .change("resources.retire", retire), .look("resources.get", get),
        .look("resources.list", list), .look("resources.quality", quality),
    ]

    /// The most resources that are not retired: what a session can be computed with.
    static let limit = 1_000
    /// The longest name and the longest id, in bytes.
    static let nameLimit = 64
    /// The longest id that the market makes.
    static let idLimit = 128

    private static func create(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = readPlain("id", capitals: true, &fields)
        let name = fields.has("name") ? readPlain("name", &fields) : fields.text("name")
        let kind = fields.word("kind", as: Resource.Kind.self)
        let isToForecast = fields.flagIfPresent("to_forecast") ?? false
        if kind == .forecasts, isToForecast {
            let reason = "a resource of forecasts is not forecast"
            fields.refuse("kind", reason)
            fields.refuse("to_forecast", reason)
        }
        let user = try turn.actor(&fields)
        let (newName, newKind) = (try fields.checked(name), try fields.checked(kind))
        if let id, let known = try turn.store.resources.resource(id) {
            guard known.user == user.id, known.name == newName, known.kind == newKind,
                known.isToForecast == isToForecast, known.retiredAt == nil
            else {
                throw RequestRefusal(
                    .conflict, "resource-exists",
                    "there is a resource \(id) already, and another one")
            }
            return .object(known.json)
        }
        try refuseTaken(newName, newKind, of: user, turn)
        guard try turn.store.resources.count() < limit else {
            throw RequestRefusal(
                .conflict, "too-many-resources", "the market has \(limit) resources already")
        }
        let number = try turn.store.resources.add(
            id: id, user: user.id, name: newName, kind: newKind, isToForecast: isToForecast,
            at: turn.now)
        return try shown(number, turn)
    }

    private static func update(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: idLimit)
        let name = readPlain("name", &fields)
        let isToForecast = fields.flagIfPresent("to_forecast")
        let user = try turn.actor(&fields)
        let resource = try turn.liveResource(try fields.checked(key), of: user)
        if resource.kind == .forecasts, isToForecast == true {
            throw RequestRefusal.badFields([
                "to_forecast": "must be false: \(resource.id) has forecasts, and is not forecast"
            ])
        }
        if let name, name != resource.name {
            try refuseTaken(name, resource.kind, of: user, turn)
        }
        try turn.store.resources.change(
            resource.number, name: name ?? resource.name,
            isToForecast: isToForecast ?? resource.isToForecast)
        return try shown(resource.number, turn)
    }

    private static func retire(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: idLimit)
        let user = try turn.actor(&fields)
        let resource = try turn.resource(try fields.checked(key), of: user)
        if resource.retiredAt != nil { return .object(resource.json) }
        if let bid = try turn.store.resources.liveBid(for: resource) {
            throw RequestRefusal(
                .conflict, "resource-has-live-bid",
                "the bid \(bid) of the session that is not finished is for \(resource.id)")
        }
        // A clock that was put back must not take it out of a session that has it.
        let launch = try turn.store.resources.lastLaunch() ?? turn.now
        try turn.store.resources.retire(resource.number, at: max(turn.now, launch))
        return try shown(resource.number, turn)
    }

    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: idLimit)
        let user = try turn.actor(&fields)
        return .object(try turn.visibleResource(try fields.checked(key), to: user).json)
    }

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let resources = try turn.store.resources.resources(
            of: viewer.of, after: page.after, limit: page.limit + 1)
        return page.reply("resources", resources, number: { $0.number }) { .object($0.json) }
    }

    private static func quality(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: idLimit)
        let hours = fields.integerIfPresent("hours", in: 1...DataQuality.longest) ?? 8_760
        let user = try turn.actor(&fields)
        let resource = try turn.visibleResource(try fields.checked(key), to: user)
        let quality = try DataQuality(
            of: resource.number, in: turn.store.readings, hours: Int(hours), at: turn.now)
        var reply: JSONObject = ["resource": .string(resource.id)]
        for (key, value) in quality.json { reply[key] = value }
        return .object(reply)
    }

    private static func shown(_ number: Int64, _ turn: MarketTurn) throws -> JSONValue {
        guard let resource = try turn.store.resources.resource(number) else {
            preconditionFailure("resources are never removed")
        }
        return .object(resource.json)
    }

    private static func refuseTaken(
        _ name: String, _ kind: Resource.Kind, of user: User, _ turn: MarketTurn
    ) throws {
        guard let known = try turn.store.resources.resource(of: user.id, named: name, kind) else {
            return
        }
        throw RequestRefusal(
            .conflict, "resource-exists",
            "\(user.id) has \(kind.rawValue) called \(name) already: \(known.id)")
    }

    /// A name or an id, or nil where the field is absent.
    private static func readPlain(
        _ key: String, capitals: Bool = false, _ fields: inout RequestFields
    ) -> String? {
        guard let text = fields.textIfPresent(key, limit: nameLimit) else { return nil }
        let isGood = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): capitals
            default: false
            }
        }
        if !isGood {
            let letters = capitals ? "a-z, A-Z, 0-9" : "a-z, 0-9"
            fields.refuse(key, "has something else than \(letters), _ and -")
        }
        return text
    }
}
