import Testing
import Topics

@testable import BusNodeCommand

struct WhyTextTests {
    @Test func `an explanation is read from top to bottom`() {
        let value: JSONValue = [
            "message": 42, "topic": "orders", "published": "2026-11-21T08:15:30.000125+00:00",
            "bytes": 17, "attributes": ["region": "us"], "ordering_key": "c-7", "priority": 3,
            "expires_ms": 90_000, "kept_because": ["orders-eu owes it"],
            "subscriptions": [
                [
                    "subscription": "orders-eu", "state": "filtered-out",
                    "rule": "The filter does not let it through.",
                    "filter": [
                        "filter": #"attributes.region = "eu""#, "matches": false,
                        "terms": [["term": #"attributes.region = "eu""#, "holds": false]],
                    ], "attempt": 0, "history": [],
                ],
                [
                    "subscription": "orders-all", "state": "leased", "rule": "It is leased.",
                    "filter": .null, "attempt": 2, "node": "worker", "lease_ms": 8_000,
                    "history": [
                        [
                            "time": "2026-11-21T08:15:31.000125+00:00", "attempt": 1,
                            "node": "worker", "what": "lease-ended",
                        ]
                    ],
                ],
            ],
        ]
        #expect(
            WhyText.lines(of: value) == [
                "message 42 of topic orders",
                "  published 2026-11-21T08:15:30, 17 bytes",
                "  region = us",
                "  in order with others of the key c-7",
                "  priority 3",
                "  expires in 1m",
                "  kept: orders-eu owes it",
                "",
                "subscription orders-eu: filtered out",
                "  The filter does not let it through.",
                #"  the filter keeps it out: attributes.region = "eu""#,
                #"    holds not  attributes.region = "eu""#,
                "",
                "subscription orders-all: leased",
                "  It is leased.",
                "  given out 2 times",
                "  worker has it for another 8s",
                "  what happened:",
                "    2026-11-21T08:15:31  attempt 1, worker: lease ended",
            ])
    }

    @Test func `a message without subscriptions says so`() {
        #expect(
            WhyText.lines(of: ["message": 1, "topic": "orders"]).last
                == "  its topic has no subscriptions")
    }
}
