/// Where a value lies inside another (RFC 6901): the keys and places on the way to it.
///
///     JSONPointer()["nodes"][2]["role"].description      // "/nodes/2/role"
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The keys and places on the way, from the outside in; empty for the whole value.
    public private(set) var tokens: [String] = []

    /// The whole value.
    public init() {}

    /// The value of a key inside this one.
    public subscript(key: String) -> JSONPointer {
        var inner = self
        inner.tokens.append(key)
        return inner
    }

    /// The element at a place inside this one.
    public subscript(place: Int) -> JSONPointer {
        self[String(place)]
    }

    /// The pointer as RFC 6901 writes it: each token after a `/`, with `~` as `~0` and `/` as `~1`.
    public var description: String {
        tokens.map { "/" + Self.escaped($0) }.joined()
    }

    private static func escaped(_ token: String) -> String {
        var text = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension JSONPointer {
    /// The way on from the value of this pointer along another one.
    package func appending(_ inner: JSONPointer) -> JSONPointer {
        var way = self
        way.tokens += inner.tokens
        return way
    }
}
