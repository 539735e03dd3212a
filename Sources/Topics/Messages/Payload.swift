/// The opaque bytes a message carries: the bus moves and stores them and never looks inside.
///
/// A payload is either an array of bytes, or bytes that somebody else owns (a frame as it came from a
/// socket), kept alive by reference so that a large payload is not copied on its way through.
public struct Payload: Sendable {
    private let storage: Storage

    /// A payload with no bytes.
    public static let empty = Payload([])

    /// A payload that owns a copy of these bytes.
    public init(_ bytes: [UInt8]) {
        storage = .bytes(bytes)
    }

    /// A payload of the UTF-8 bytes of a text.
    public init(_ text: String) {
        storage = .bytes(Array(text.utf8))
    }

    /// A payload whose bytes stay where they are.
    package init(sharing owner: any PayloadOwner) {
        storage = .shared(owner)
    }

    /// The number of bytes.
    public var count: Int {
        switch storage {
        case .bytes(let bytes): bytes.count
        case .shared(let owner): owner.byteCount
        }
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] {
        switch storage {
        case .bytes(let bytes): bytes
        case .shared: withUnsafeBytes { Array($0) }
        }
    }

    /// The owner of shared bytes, so that a transport can send them on without a copy.
    package var owner: (any PayloadOwner)? {
        guard case .shared(let owner) = storage else { return nil }
        return owner
    }

    /// Calls `body` with the bytes; the pointer is valid during the call only.
    public func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        switch storage {
        case .bytes(let bytes): try bytes.withUnsafeBytes(body)
        case .shared(let owner): try body(owner.bytes)
        }
    }

    private enum Storage {
        case bytes([UInt8])
        case shared(any PayloadOwner)
    }
}

/// Somebody who keeps the bytes of a payload alive, unchanged and in one place for as long as it lives.
package protocol PayloadOwner: AnyObject, Sendable {
    /// The number of bytes.
    var byteCount: Int { get }

    /// The bytes, valid while the owner is referenced.
    var bytes: UnsafeRawBufferPointer { get }
}

extension Payload: Equatable {
    /// Whether two payloads hold the same bytes, wherever these are.
    public static func == (left: Payload, right: Payload) -> Bool {
        guard left.count == right.count else { return false }
        return left.withUnsafeBytes { first in
            right.withUnsafeBytes { second in first.elementsEqual(second) }
        }
    }
}
