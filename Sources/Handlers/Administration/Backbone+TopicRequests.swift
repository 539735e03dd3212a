import Store
import Topics

extension Backbone {
    func createTopic(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let (settings, isExclusive) = try Self.reading { () throws(MemberError) in
            (
                try TopicSettings(reading: parameters, besides: ["exclusive"]),
                try parameters["exclusive"]?.flag("exclusive") ?? false
            )
        }
        if let existing = topics[settings.topic] {
            try checkSame(
                existing.settings, parameters, isExclusive, "the topic \(settings.topic)")
            return .ok(describe(existing).json)
        }
        guard topics.count < limits.topics else {
            throw .refused(Refusal(.limitReached, "there are \(limits.topics) topics already"))
        }
        try checkRoomOnDisk()
        let topic = try BackboneError.storing { () throws(StoreError) in
            try resources.add(settings)
        }
        topics[settings.topic] = topic
        return .ok(describe(topic).json)
    }

    func listTopics(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        try Self.reading { () throws(MemberError) in
            try parameters.expectOnly(["limit", "after"])
        }
        let all = topics.values.map { (name: $0.name.text, item: $0) }
        return try Self.page("topics", of: all, parameters) { topic in describe(topic).json }
    }

    func updateTopic(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let topic = try topic(in: parameters)
        try Self.reading { () throws(MemberError) in
            try topic.settings.change(
                try TopicSettings.updateMask(of: parameters), from: parameters)
        }
        try BackboneError.storing { () throws(StoreError) in try resources.save(topic) }
        return .ok(describe(topic).json)
    }

    func deleteTopic(_ parameters: JSONObject) throws(BackboneError) -> Reply {
        let topic = try topic(in: parameters)
        try BackboneError.storing { () throws(StoreError) in try resources.markDeleted(topic) }
        topic.isDeleted = true
        topics[topic.name] = nil
        deletedTopics[topic.number] = topic
        changedTopics.removeAll { $0 === topic }
        return .ok([:])
    }

    /// Makes sure that what exists is what is to be made.
    func checkSame(
        _ existing: some ResourceSettings, _ parameters: JSONObject, _ isExclusive: Bool,
        _ what: String
    ) throws(BackboneError) {
        let agrees = try Self.reading { () throws(MemberError) in
            try existing.agrees(with: parameters)
        }
        guard isExclusive || !agrees else { return }
        throw .refused(
            Refusal(
                .conflict,
                "\(what) exists already" + (agrees ? "" : ", as \(existing.json.text())")))
    }

    /// The topic that a request names.
    func topic(in parameters: JSONObject) throws(BackboneError) -> TopicState {
        let name = try Self.reading { () throws(MemberError) in
            try parameters.name("topic", TopicName.init)
        }
        return try topic(name)
    }

    func describe(_ topic: TopicState) -> TopicDescription {
        TopicDescription(
            settings: topic.settings,
            lastMessage: topic.lastMessage.number == 0 ? nil : topic.lastMessage,
            subscriptions: topic.subscriptions.map(\.name).sorted { $0.text < $1.text })
    }
}
