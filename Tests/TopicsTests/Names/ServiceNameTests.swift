import Testing
import Topics

struct ServiceNameTests {
    @Test(arguments: ["my-org/my-service", "0/0", "a-1-b/2-c-3", "default/0f8fad5b-d9cb"])
    func `a service has a namespace and a name`(_ text: String) throws {
        let service = try ServiceName(text)
        #expect(service.description == text)
        #expect("\(service.namespace)/\(service.name)" == text)
        #expect(try ServiceName(namespace: service.namespace, name: service.name) == service)
    }

    @Test(arguments: [
        "", "/", "a/", "/a", "a", "a/b/c", "a/b:1", "A/b", "a/B", "a_/b", "a./b", "-a/b", "a-/b",
        "a--b/c", "a/b-", "a/b ", "a /b", "a/b\n", "ä/b", "a\u{301}/b", "a/\u{301}b",
    ])
    func `what is not two kebab-case parts is refused`(_ text: String) {
        #expect(throws: NameError.self) { try ServiceName(text) }
    }

    @Test func `each part has at most 80 characters`() throws {
        let longest = String(repeating: "a", count: 80)
        _ = try ServiceName(namespace: longest, name: longest)
        let error = #expect(throws: NameError.self) {
            try ServiceName(namespace: "a", name: longest + "a")
        }
        #expect(error?.expected == "a service's name")
        #expect(error?.reason == "it has 81 bytes, and the limit is 80")
    }
}
