/// Which texts are wallet addresses; every wallet has rules of its own.
package enum AddressRule: String, CaseIterable, Sendable {
    /// Addresses of IOTA's wallets: Bech32 or Bech32m with any prefix, whose data is a type of 0, 8 or 16 and
    /// then at least 32 bytes.
    case iota
    /// Any text of 1 to 256 printable ASCII characters without spaces, for ledgers of another kind.
    case text

    /// Checks an address.
    ///
    /// - Throws: `AddressError` that says what is wrong with it.
    package func check(_ address: String) throws(AddressError) {
        switch self {
        case .iota: try Self.checkIOTA(address)
        case .text: try Self.checkText(address)
        }
    }

    /// The texts that are the same address: Bech32 means the same in small and in capital letters.
    package func spellings(of address: String) -> [String] {
        switch self {
        case .iota: [address.lowercased(), address.uppercased()]
        case .text: [address]
        }
    }

    private static let types: Set<UInt8> = [0, 8, 16]
    private static let dataLength = 33

    private static func checkIOTA(_ address: String) throws(AddressError) {
        let data = try Bech32(address).data
        guard let type = data.first, types.contains(type) else {
            throw AddressError("is of a type that is none of 0, 8 and 16")
        }
        guard data.count >= dataLength else {
            throw AddressError("has \(data.count) bytes of data, and needs \(dataLength)")
        }
    }

    private static func checkText(_ address: String) throws(AddressError) {
        guard (1...Bech32.lengthLimit).contains(address.utf8.count),
            address.utf8.allSatisfy({ (33...126).contains($0) })
        else {
            throw AddressError(
                "must be 1 to \(Bech32.lengthLimit) printable ASCII characters without spaces")
        }
    }
}
