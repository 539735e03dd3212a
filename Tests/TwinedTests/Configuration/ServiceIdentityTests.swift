import TestSupport
import Testing
import Topics
import Twined

@Suite("Who a service is")
struct ServiceIdentityTests {
    private static func identity(
        tag: String? = nil, _ environment: [String: String] = [:]
    ) throws -> ServiceIdentity {
        let text = "services: [{namespace: octue, name: wind}]"
        let file = try ConfigurationFile("octue.yaml", Array(text.utf8))
        var random = SeededRandom(seed: 4)
        return try ServiceIdentity(
            tag: tag, environment: environment, service: file.services[0].service,
            using: &random)
    }

    @Test func `namespace and name are those of the variables, or else of the file`() throws {
        let plain = try Self.identity(tag: "1.0")
        #expect(plain.revision.description == "octue/wind:1.0")
        #expect(plain.notes.isEmpty)
        let other = try Self.identity(
            tag: "1.0", ["OCTUE_SERVICE_NAMESPACE": "my-org", "OCTUE_SERVICE_NAME": "sun"])
        #expect(other.revision.description == "my-org/sun:1.0")
        #expect(
            other.notes.map(\.description) == [
                "the namespace \"octue\" of the configuration gives way to \"my-org\" of "
                    + "OCTUE_SERVICE_NAMESPACE",
                "the name \"wind\" of the configuration gives way to \"sun\" of OCTUE_SERVICE_NAME",
            ])
        #expect(other.notes.map(\.isWarning) == [true, true])
        let same = try Self.identity(
            tag: "1.0", ["OCTUE_SERVICE_NAMESPACE": "octue", "OCTUE_SERVICE_NAME": ""])
        #expect(same == plain)
    }

    @Test func `the tag is that of the option, the variable, or two words`() throws {
        let variable = ["OCTUE_SERVICE_REVISION_TAG": "2.0"]
        let both = try Self.identity(tag: "1.0", variable)
        #expect(both.revision.tag.text == "1.0")
        #expect(both.notes.map(\.isWarning) == [true])
        #expect(try Self.identity(tag: "2.0", variable).notes.isEmpty)
        let given = try Self.identity(variable)
        #expect(given.revision.tag.text == "2.0")
        #expect(given.notes.map(\.isWarning) == [false])
        let drawn = try Self.identity()
        #expect(drawn.revision.tag.text.split(separator: "-").count == 2)
        #expect(try Self.identity() == drawn)
        #expect(drawn.notes.map(\.isWarning) == [false])
    }

    @Test(arguments: [
        ("OCTUE_SERVICE_NAMESPACE", "My"), ("OCTUE_SERVICE_NAMESPACE", "example"),
        ("OCTUE_SERVICE_NAME", "a_b"), ("OCTUE_SERVICE_REVISION_TAG", "1.0+build"),
    ])
    func `a wrong name is refused with the variable that gave it`(
        _ variable: String, _ text: String
    ) {
        let error = #expect(throws: ServiceIdentityError.self) {
            try Self.identity([variable: text])
        }
        #expect(error?.source.contains(variable) == true)
        #expect(throws: ServiceIdentityError.self) { try Self.identity(tag: "-") }
    }

    @Test func `the configuration is that of the option, the variable, or the folder`() {
        let variable = ["OCTUE_SERVICE_CONFIGURATION_PATH": "b.yaml"]
        func path(_ option: String?, _ environment: [String: String]) -> String {
            ServiceIdentity.configurationPath(option: option, environment: environment)
        }
        #expect(path("a.yaml", variable) == "a.yaml")
        #expect(path(nil, variable) == "b.yaml")
        #expect(path(nil, [:]) == "octue.yaml")
        #expect(path(nil, ["OCTUE_SERVICE_CONFIGURATION_PATH": ""]) == "octue.yaml")
    }

    @Test func `names of two words are many, and the same for the same seed`() {
        var first = SeededRandom(seed: 1)
        var second = SeededRandom(seed: 1)
        let names = (0..<2_000).map { _ in RevisionName.random(using: &first) }
        #expect(names == (0..<2_000).map { _ in RevisionName.random(using: &second) })
        #expect(Set(names).count > 1_700)
        let words = Set(names.flatMap { $0.text.split(separator: "-").map(String.init) })
        #expect(words.count >= 190)
        #expect(names.allSatisfy { $0.text.wholeMatch(of: /[a-z]+-[a-z]+/) != nil })
    }
}
