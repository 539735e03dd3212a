import Testing
import Topics

struct ServiceRevisionTests {
    static let accepted = [
        "my-org/my-service:1.9.4", "my-org1/my-service:1.9.4", "my-org/my-service9:1.9.4",
        "my-org/my-service:1-9-4", "my-org/my-service:1.9.4_", "my-org/my-service:1.9.4_beta",
        "my-org/my-service:some_TAG", "my-org/my-service:1--2", "my-org/my-service:1..2",
        "my-org/my-service:1.-.2", "my-org/my-service:_", "0/0:0", "local/local:local",
        "a/b:" + String(repeating: "1", count: 128),
        String(repeating: "a", count: 80) + "/" + String(repeating: "b", count: 80) + ":1",
    ]

    static let rejected = [
        "", ":", "/", "/:", "1.9.4", "my-service", "my-service:", "my-service:1.9.4",
        "my-org/my-service", "my-org/my-service:", "-my-org/my-service:1", "my-org-/my-service:1",
        "my-org/-my-service:1", "my-org/my-service-:1", "my-org/my-service:1.9.4-",
        "my-org/my-service:1.", "my-org/my-service:.1", "my-org/my-service:-1",
        "my_org/my-service:1", "my-org/my_service:1", "my.org/my-service:1",
        "my-org/my.service:1", "my-org/my-service-1.9.4", "MY-ORG/my-service:1",
        "my-org/MY-SERVICE:1", "my-org/my-service:@", "/my-service", "/my-service:",
        "/my-service:1", "my-org/:1", "a--b/c:1", "a/b--c:1", "a/b/c:1", "a/b:1:2", "a:1/b",
        "a/b:1\n", "a/b:1\r\n", "\na/b:1", "a/b:1 ", " a/b:1", "é/b:1", "a/é:1", "a/b:é",
        "a/b:1.0.0+build", "a/b:1!", "a/b:1\0", "a/b:\u{301}1", "a/b:１",
        "a/b:" + String(repeating: "1", count: 129),
        String(repeating: "a", count: 81) + "/b:1", "a/" + String(repeating: "b", count: 81) + ":1",
    ]

    @Test(arguments: accepted)
    func `a revision is read and written as it was`(_ text: String) throws {
        let revision = try ServiceRevision(text)
        #expect(revision.description == text)
        #expect(try ServiceRevision("\(revision.service):\(revision.tag)") == revision)
        #expect(ServiceRevision(service: revision.service, tag: revision.tag) == revision)
    }

    @Test(arguments: rejected)
    func `what is not namespace slash name colon tag is refused`(_ text: String) {
        #expect(throws: NameError.self) { try ServiceRevision(text) }
    }

    @Test func `the range from capital A to small z lets no punctuation through`() {
        for character in "[\\]^`" {
            #expect(throws: NameError.self) { try ServiceRevision("a/b:\(character)") }
            #expect(throws: NameError.self) { try ServiceRevision("a/b:a\(character)b") }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `long texts are refused in time proportional to their length`() {
        // A pattern with nested repetition would try 2 to the power of 127 ways here.
        let tag = String(repeating: "a", count: 127) + "!"
        #expect(throws: NameError.self) { try ServiceRevision("a/b:\(tag)") }
        let name = String(repeating: "a", count: 79) + "!"
        #expect(throws: NameError.self) { try ServiceRevision("\(name)/b:1") }
        let long = String(repeating: "a-", count: 500_000)
        #expect(throws: NameError.self) { try ServiceRevision("\(long)/\(long):\(long)!") }
        #expect(throws: NameError.self) { try RevisionTag(long) }
        #expect(throws: NameError.self) { try TopicName(long) }
    }

    @Test func `a refusal names the rule and shows no more than 200 characters`() {
        let tag = String(repeating: "1", count: 1_000)
        let error = #expect(throws: NameError.self) { try ServiceRevision("a/b:\(tag)") }
        #expect(error?.expected == "a revision tag")
        #expect(error?.reason == "it has 1000 bytes, and the limit is 128")
        #expect(error?.text.count == 200)
    }

    @Test func `a reference with a tag is a revision, one without is a service`() throws {
        #expect(
            try ServiceReference("a/b:1") == .revision(try ServiceRevision("a/b:1")))
        #expect(try ServiceReference("a/b") == .defaultRevision(try ServiceName("a/b")))
        for text in ["a", "a/b:", "a/b:1:2", "a/b/c", ""] {
            #expect(throws: NameError.self) { try ServiceReference(text) }
        }
        #expect(try ServiceReference("a/b:1").description == "a/b:1")
        #expect(try ServiceReference("a/b").service == ServiceReference("a/b:1").service)
    }

    @Test func `revisions of one service differ by their tags alone`() throws {
        let first = try ServiceRevision("octue/wind-speed:1.0")
        let second = try ServiceRevision("octue/wind-speed:1-0")
        #expect(first != second)
        #expect(first.service == second.service)
    }
}
