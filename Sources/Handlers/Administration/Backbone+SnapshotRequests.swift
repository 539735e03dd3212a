import Store
import Topics

extension Backbone {
    func createSnapshot(_ parameters: JSONObject, _ call: Call) throws(BackboneError) -> Reply {
        let (settings, isExclusive) = try Self.reading { () throws(MemberError) in
            (
                try SnapshotSettings(reading: parameters, besides: ["exclusive"]),
                try parameters["exclusive"]?.flag("exclusive") ?? false
            )
        }
        let subscription = try subscription(settings.subscription)
        if let existing = snapshots[settings.snapshot] {
            try checkSame(
                existing.settings, parameters, isExclusive, "the snapshot \(settings.snapshot)")
            return .ok(try describe(existing).json)
        }
        let snapshot = try makeSnapshot(settings, of: subscription, at: call.now)
        return .ok(try describe(snapshot).json)
    }

    func listSnapshots(_ parameters: JSONObject, _ call: Call) throws(BackboneError) -> Reply {
        try Self.reading { () throws(MemberError) in
            try parameters.expectOnly(["limit", "after", "topic"])
        }
        let topic = parameters["topic"] == nil ? nil : try topic(in: parameters)
        let all = snapshots.values.filter { topic == nil || $0.topic === topic }
            .map { (name: $0.name.text, item: $0) }
        return try Self.page("snapshots", of: all, parameters) { snapshot throws(BackboneError) in
            try describe(snapshot).json
        }
    }

    func updateSnapshot(_ parameters: JSONObject, _ call: Call) throws(BackboneError) -> Reply {
        let snapshot = try snapshot(in: parameters)
        try Self.reading { () throws(MemberError) in
            try snapshot.settings.change(
                try SnapshotSettings.updateMask(of: parameters), from: parameters)
        }
        try BackboneError.storing { () throws(StoreError) in try resources.save(snapshot) }
        return .ok(try describe(snapshot).json)
    }

    func deleteSnapshot(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let snapshot = try snapshot(in: parameters)
        try BackboneError.storing { () throws(StoreError) in try remove(snapshot) }
        return .ok([:])
    }

    /// The snapshot that a request names.
    func snapshot(in parameters: JSONObject) throws(BackboneError) -> Snapshot {
        let name = try Self.reading { () throws(MemberError) in
            try parameters.name("snapshot", SnapshotName.init)
        }
        guard let snapshot = snapshots[name] else {
            throw .refused(Refusal(.notFound, "there is no snapshot \(name)"))
        }
        return snapshot
    }

    func describe(
        _ snapshot: Snapshot
    ) throws(BackboneError) -> SnapshotDescription {
        let count = try BackboneError.storing { () throws(StoreError) in
            try resources.messages(of: snapshot).count
        }
        return SnapshotDescription(
            settings: snapshot.settings,
            topic: snapshot.topic.isDeleted ? nil : snapshot.topic.name,
            created: snapshot.created,
            expires: Timestamp(
                microseconds: snapshot.created.microseconds + snapshot.lifetime * 1_000),
            messages: Int64(count))
    }
}
