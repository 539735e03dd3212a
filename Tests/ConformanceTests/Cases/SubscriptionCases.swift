import Topics

/// Subscriptions are made, changed, detached and deleted.
enum SubscriptionCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "a subscription has what it was given, and Pub/Sub's defaults", .durableSubscription
        ) { bench in
            try await bench.pair()
            let made = try await bench.standing()
            try expect(made["topic"], "weather")
            try expect(made["filter"], "")
            try expect(made["ack_deadline_seconds"]?.integer, 10)
            try expect(made["enable_message_ordering"], false)
            try expect(made["enable_exactly_once_delivery"], false)
            try expect(made["retry_policy"], .null)
            try expect(made["dead_letter_policy"], .null)
            try expect(made["message_retention_seconds"]?.integer, 604_800)
            try expect(made["retain_acked_messages"], false)
            try expect(made["expiration_seconds"]?.integer, 2_678_400)
            try expect(made["detached"], false)
        },
        ConformanceCase("it receives what is published after it was made", .durableSubscription) {
            bench in
            try await bench.topic()
            try await bench.admin.publish("before")
            try await bench.subscription()
            try await bench.admin.publish("after")
            try expect(try await bench.admin.pull().texts, ["after"])
        },
        ConformanceCase(
            "it outlives its sessions and the engine", .durableSubscription, .durability
        ) { bench in
            try await bench.topic()
            let node = try await bench.node()
            try await node.subscribe("sub", topic: "weather", deadline: 20)
            try await node.confirm(.bye)
            try await bench.admin.publish("kept")
            try await bench.restart()
            try expect(try await bench.standing()["ack_deadline_seconds"]?.integer, 20)
            try expect(try await bench.admin.pull().texts, ["kept"])
        },
        ConformanceCase("every subscription of a topic gets its own copy", .durableSubscription) {
            bench in
            try await bench.pair()
            try await bench.subscription("other")
            try await bench.admin.publish("1")
            let first = try await bench.admin.pull()
            try expect(first.texts, ["1"])
            try await bench.admin.acknowledge(first[0])
            try expect(try await bench.admin.pull(from: "other").texts, ["1"])
        },
        ConformanceCase(
            "made again with the same settings it is given back, with others refused",
            .durableSubscription
        ) { bench in
            try await bench.pair(["ack_deadline_seconds": 30])
            try await bench.subscription("sub", ["ack_deadline_seconds": 30])
            try await bench.subscription("sub")
            for change: JSONObject in [
                ["ack_deadline_seconds": 31], ["filter": "attributes:a"], ["exclusive": true],
                ["enable_message_ordering": true], ["retain_acked_messages": true],
            ] {
                let parameters = change.with("subscription", "sub").with("topic", "weather")
                try await bench.admin.expectRefusal(
                    of: "subscriptions.create", parameters, .conflict)
            }
        },
        ConformanceCase(
            "only members in the mask change, and absent ones go back to their defaults",
            .durableSubscription
        ) { bench in
            try await bench.pair(["ack_deadline_seconds": 30, "retain_acked_messages": true])
            let updated = try await bench.admin.request(
                "subscriptions.update",
                [
                    "subscription": "sub", "ack_deadline_seconds": 60,
                    "message_retention_seconds": 700, "update_mask": ["message_retention_seconds"],
                ])
            try expect(updated["ack_deadline_seconds"]?.integer, 30)
            try expect(updated["message_retention_seconds"]?.integer, 700)
            let cleared = try await bench.admin.request(
                "subscriptions.update",
                [
                    "subscription": "sub",
                    "update_mask": ["ack_deadline_seconds", "retain_acked_messages"],
                ])
            try expect(cleared["ack_deadline_seconds"]?.integer, 10)
            try expect(cleared["retain_acked_messages"], false)
        },
        ConformanceCase(
            "what is fixed may be in the mask when it does not change", .durableSubscription
        ) { bench in
            try await bench.pair(["enable_message_ordering": true, "filter": "attributes:a"])
            try await bench.admin.request(
                "subscriptions.update",
                [
                    "subscription": "sub", "topic": "weather", "enable_message_ordering": true,
                    "filter": "attributes:a",
                    "update_mask": ["topic", "enable_message_ordering", "filter"],
                ])
            let update: JSONObject = [
                "subscription": "sub", "enable_message_ordering": false,
                "update_mask": ["enable_message_ordering"],
            ]
            try await bench.admin.expectRefusal(of: "subscriptions.update", update, .malformed)
        },
        ConformanceCase("settings out of their limits are refused", .durableSubscription) { bench in
            try await bench.topic()
            for change: JSONObject in [
                ["ack_deadline_seconds": 9], ["ack_deadline_seconds": 601],
                ["message_retention_seconds": 599], ["message_retention_seconds": 2_678_401],
                ["expiration_seconds": 86_399], ["filter": "attributes."],
                ["retry_policy": ["minimum_backoff_seconds": 601]],
                ["retry_policy": ["minimum_backoff_seconds": 5, "maximum_backoff_seconds": 4]],
            ] {
                let parameters = change.with("subscription", "sub").with("topic", "weather")
                try await bench.admin.expectRefusal(
                    of: "subscriptions.create", parameters, .malformed)
            }
        },
        ConformanceCase(
            "a detached subscription drops what it owes and takes part in nothing",
            .durableSubscription
        ) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("1")
            try await bench.admin.request("subscriptions.detach", ["subscription": "sub"])
            try await bench.admin.publish("2")
            try expect(try await bench.standing()["detached"], true)
            try expect(try await bench.standing()["sessions"]?.integer, 0)
            try await bench.expectDepth()
            let pull = PullRequest(subscription: try SubscriptionName("sub"), limit: 1)
            try await node.expectRefusal(of: .pull(pull), .conflict)
            try await node.expectRefusal(of: .subscription("sub"), .conflict)
        },
        ConformanceCase("a deleted subscription is gone with what it owed", .durableSubscription) {
            bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.admin.request("subscriptions.delete", ["subscription": "sub"])
            try await bench.admin.expectRefusal(
                of: "subscriptions.get", ["subscription": "sub"], .notFound)
            try await bench.subscription()
            try await bench.expectDepth()
        },
        ConformanceCase(
            "SUBSCRIBE needs the topic, and agrees with what the subscription is",
            .durableSubscription
        ) { bench in
            let admin = bench.admin
            try await admin.expectRefusal(of: .subscription("sub"), .notFound)
            try await admin.expectRefusal(of: .subscription("sub", topic: "weather"), .notFound)
            try await bench.topic()
            try await bench.topic("other")
            try await admin.subscribe("sub", topic: "weather", deadline: 20, filter: "attributes:a")
            try await admin.subscribe("sub")
            try await admin.expectRefusal(of: .subscription("sub", topic: "other"), .conflict)
            try await admin.expectRefusal(
                of: .subscription("sub", topic: "weather", deadline: 21, filter: "attributes:a"),
                .conflict)
            try await admin.expectRefusal(
                of: .subscription("sub", topic: "weather", deadline: 20), .conflict)
        },
    ]
}
