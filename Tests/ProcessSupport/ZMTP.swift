import TestSupport

/// Bytes of ZMTP 3.0 (RFC 23), right and wrong.
package enum ZMTP {
    /// What either side says first: the protocol's version, and that there is no security.
    package static let greeting: [UInt8] = {
        let signature: [UInt8] = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F]
        let mechanism = Array("NULL".utf8) + [UInt8](repeating: 0, count: 16)
        return signature + [3, 0] + mechanism + [UInt8](repeating: 0, count: 32)
    }()

    /// The command that ends the handshake of a socket of this type.
    package static func ready(_ socketType: String) -> [UInt8] {
        let name = Array("Socket-Type".utf8)
        let property =
            [UInt8(name.count)] + name + [0, 0, 0, UInt8(socketType.utf8.count)]
            + Array(socketType.utf8)
        let body = [5] + Array("READY".utf8) + property
        return [4, UInt8(body.count)] + body
    }

    /// A message of these frames.
    package static func message(_ frames: [[UInt8]]) -> [UInt8] {
        frames.enumerated().flatMap { place, body in
            header(size: UInt64(body.count), more: place < frames.count - 1) + body
        }
    }

    /// The header of a frame that claims a size.
    package static func header(size: UInt64, more: Bool) -> [UInt8] {
        [more ? 3 : 2] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
    }

    /// Connects as a socket of this type.
    package static func connect(_ socketType: String, to endpoint: String) throws -> RawConnection {
        let connection = try RawConnection(to: endpoint)
        connection.send(greeting)
        guard connection.receive(greeting.count).count == greeting.count else {
            throw NeverHappened(what: "a greeting from \(endpoint)")
        }
        connection.send(ready(socketType))
        return connection
    }

    /// A command frame of BusNode: a header, and what is said to follow it.
    package static func command(
        version: UInt8 = 1, _ number: UInt8, correlation: UInt64 = 1, _ fields: [UInt8] = []
    ) -> [UInt8] {
        Array("BN".utf8) + [version, number]
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: correlation >> ($0 * 8)) }
            + fields
    }
}
