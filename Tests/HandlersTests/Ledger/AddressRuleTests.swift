import Foundation
import Testing
import Topics

@testable import Handlers

struct AddressRuleTests {
    /// What the original market made of an address.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let address: String
        let isValid: Bool

        var testDescription: String { name }

        static let all: [Case] = {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Fixtures/market/address_cases.json")
            guard let text = try? String(contentsOf: file, encoding: .utf8),
                let cases = try? JSONValue(parsing: text).object
            else { fatalError("\(file.path) cannot be read") }
            return cases.map { name, value in
                Case(
                    name: name, address: value.object?["address"]?.string ?? "",
                    isValid: value.object?["valid"]?.bool ?? false)
            }
        }()
    }

    @Test(arguments: Case.all)
    func `an address of IOTA is taken where the original takes it`(address: Case) {
        let isTaken = (try? AddressRule.iota.check(address.address)) != nil
        #expect(isTaken == address.isValid)
    }

    @Test func `all recorded addresses are there`() {
        #expect(Case.all.count == 9)
    }

    @Test(arguments: [
        ("", "has no prefix that ends with 1"),
        ("rms1qz", "ends before its checksum of 6 characters"),
        ("1qzqzqzqzqz", "has no prefix that ends with 1"),
        ("rms1bzqzqzqz", "has \"b\" in its data, where Bech32 has no such character"),
        ("a12uel5l", "is of a type that is none of 0, 8 and 16"),
        (String(repeating: "q", count: 257), "has 257 characters, and the limit is 256"),
    ])
    func `what is wrong with an address is said`(address: String, reason: String) {
        #expect(throws: AddressError(reason)) { try AddressRule.iota.check(address) }
    }

    @Test(arguments: [
        "A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        // Of BIP-350, with the other checksum.
        "A1LQFN3A", "a1lqfn3a", "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
    ])
    func `the examples of BIP-173 and BIP-350 have right checksums`(text: String) {
        #expect(throws: Never.self) { try Bech32(text) }
    }

    @Test func `any printable text is an address of other ledgers`() {
        #expect(throws: Never.self) { try AddressRule.text.check("alice@wind-farm") }
        #expect(throws: AddressError.self) { try AddressRule.text.check("alice smith") }
        #expect(throws: AddressError.self) { try AddressRule.text.check("") }
    }
}
