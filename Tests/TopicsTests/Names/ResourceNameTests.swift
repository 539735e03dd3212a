import Testing
import Topics

struct ResourceNameTests {
    @Test(arguments: [
        "abc", "Zed", "orders", "busnode.registry", "a-_.~+%", "a12", "goo", "go-og", "Google",
        "a" + String(repeating: "1", count: 254),
    ])
    func `topics and subscriptions have the names that Pub Sub allows`(_ text: String) throws {
        #expect(try TopicName(text).description == text)
        #expect(try SubscriptionName(text).description == text)
    }

    @Test(arguments: [
        "", "a", "ab", "1ab", "-ab", "_ab", "%ab", "a b", "a/b", "a:b", "a@b", "abc\n", "abc\0",
        "äbc", "abé", "[bc", "`bc", "{bc", "@bc", "goog", "google", "goog-1",
        "a" + String(repeating: "1", count: 255),
    ])
    func `other names are refused`(_ text: String) {
        #expect(throws: NameError.self) { try TopicName(text) }
        #expect(throws: NameError.self) { try SubscriptionName(text) }
    }

    @Test func `a refusal says what the name was for`() {
        let topic = #expect(throws: NameError.self) { try TopicName("1ab") }
        #expect(topic?.description == "\"1ab\" is not a topic name: it must start with a letter")
        let subscription = #expect(throws: NameError.self) { try SubscriptionName("ab") }
        #expect(
            subscription?.description
                == "\"ab\" is not a subscription name: it has 2 bytes, and 3 to 255 are allowed")
    }

    @Test func `the registry's topic has a topic's name`() {
        #expect(TopicName.registry.text == "busnode.registry")
    }
}
