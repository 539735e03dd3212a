extension Topology {
    /// The topology as a topology file has it; keys that have their default value are left out.
    public var json: JSONValue {
        var members = JSONObject()
        members["$schema"] = schema.map(JSONValue.string)
        members["name"] = .string(name)
        members["bus"] = .string(bus.text)
        members["feed"] = .string(feed.text)
        members["data"] = .string(data)
        members["nodes"] = .array(nodes.map(\.json))
        return .object(members)
    }
}

extension TopologyNode {
    /// The node as a topology file has it; keys that have their default value are left out.
    var json: JSONValue {
        var members = JSONObject()
        func set(_ key: Key, _ value: JSONValue?) { members[key.rawValue] = value }
        set(.name, .string(name))
        set(.role, .string(role.rawValue))
        if let service {
            set(.revision, .string(service.revision.description))
            switch service.program {
            case .run(let command):
                set(.run, .strings(command))
            case .serve(let command, let concurrency, let timeout):
                set(.serve, .strings(command))
                set(.concurrency, concurrency == 1 ? nil : JSONValue(concurrency))
                set(.timeout, timeout.map(JSONValue.seconds))
            case .twined(let folder, let concurrency, let timeout):
                set(.twined, .string(folder))
                set(.concurrency, concurrency == 1 ? nil : JSONValue(concurrency))
                set(.timeout, timeout.map(JSONValue.seconds))
            }
            set(.instances, service.instances == 1 ? nil : JSONValue(service.instances))
            set(.environment, service.environment.isEmpty ? nil : .strings(service.environment))
            set(.register, service.isRegistered ? nil : false)
            set(.isDefault, service.isDefault.map(JSONValue.bool))
            set(.after, service.after.isEmpty ? nil : .strings(service.after))
        }
        if let ledger {
            set(.confirmAfter, ledger.confirmAfter.map(JSONValue.seconds))
            set(.accounts, ledger.accounts.isEmpty ? nil : .array(ledger.accounts.map(\.json)))
        }
        if let market {
            set(.wallet, market.wallet.map(JSONValue.string))
            set(.schedule, market.schedule == .manual ? nil : .string(market.schedule.text))
            set(.mode, market.mode.map { .string($0.rawValue) })
            set(.addresses, market.addresses.map { .string($0.rawValue) })
            set(.operatorName, market.operatorName.map(JSONValue.string))
            set(.confirmWithin, market.confirmWithin.map(JSONValue.seconds))
            set(.closingSoon, market.closingSoon.map(JSONValue.seconds))
            set(.leastPayment, market.leastPayment.map { JSONValue($0) })
            set(.leastPayout, market.leastPayout.map { JSONValue($0) })
            set(.parameters, market.parameters.isEmpty ? nil : .object(market.parameters))
        }
        set(.restart, restart?.json)
        return .object(members)
    }
}

extension TopologyLedger.Account {
    /// The account as a topology file has it.
    var json: JSONValue {
        [Key.address.rawValue: .string(address), Key.credit.rawValue: JSONValue(credit)]
    }
}

extension RestartBackoff {
    /// The back-off as a topology file has it.
    var json: JSONValue {
        [Key.minimum.rawValue: .seconds(minimum), Key.maximum.rawValue: .seconds(maximum)]
    }
}

extension JSONValue {
    fileprivate static func strings(_ texts: [String]) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }

    fileprivate static func strings(_ texts: [String: String]) -> JSONValue {
        var members = JSONObject()
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) { members[key] = .string(text) }
        return .object(members)
    }

    /// A duration in seconds, to the millisecond.
    fileprivate static func seconds(_ duration: Duration) -> JSONValue {
        let (seconds, attoseconds) = duration.components
        let milliseconds = Int128(seconds) * 1_000 + Int128(attoseconds / 1_000_000_000_000_000)
        let exact = JSONNumber(checked: "\(milliseconds)e-3")
        return .number(JSONNumber(checked: exact.canonicalText))
    }
}
