/// Where a socket is bound or connected to: `tcp://host:port`, `ipc://path` or `inproc://name`.
public struct Endpoint: Sendable, CustomStringConvertible {
    /// How bytes get there, and where "there" is.
    public let address: Address
    /// The endpoint as it is written.
    public let text: String

    /// The longest path of an ipc endpoint, in bytes: what Linux has room for in a socket's address.
    public static let pathByteLimit = 107
    /// The longest host name, in bytes (RFC 1035 §2.3.4, as text).
    public static let hostByteLimit = 253
    /// The longest name of an inproc endpoint, in bytes: what libzmq takes.
    public static let nameByteLimit = 255

    /// How bytes get there, and where "there" is.
    public enum Address: Hashable, Sendable {
        /// A port of a host, the host in lower case; `*` stands for all interfaces of this machine, and
        /// no port for one that the system chooses.
        case tcp(host: String, port: Int?)
        /// A socket in the file system of this machine; `*` stands for one that the system chooses.
        case ipc(path: String)
        /// Another thread of the same process.
        case inproc(name: String)
    }

    /// Reads an endpoint.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        let bytes = Array(text.utf8)
        guard !bytes.contains(0) else {
            throw Self.error(text, "it contains a NUL character")
        }
        guard let mark = text.firstRange(of: "://") else {
            throw Self.error(text, "it needs the form tcp://host:port, ipc://path or inproc://name")
        }
        let rest = String(text[mark.upperBound...])
        switch text[..<mark.lowerBound] {
        case "tcp": address = try Self.tcpAddress(rest, of: text)
        case "ipc": address = try Self.ipcAddress(rest, of: text)
        case "inproc": address = try Self.inprocAddress(rest, of: text)
        default: throw Self.error(text, "the transports are tcp, ipc and inproc")
        }
        self.text = text
    }

    /// Whether others can be told to connect here: neither host, port nor path is left open with `*`.
    public var isFixed: Bool {
        switch address {
        case .tcp(let host, let port): host != "*" && port != nil
        case .ipc(let path): path != "*"
        case .inproc: true
        }
    }

    /// Whether only threads of one process can meet here.
    public var isWithinProcess: Bool {
        if case .inproc = address { true } else { false }
    }

    /// The endpoint as it is written.
    public var description: String { text }
}

extension Endpoint: Hashable {
    /// Whether both are the same address; names are not looked up, so `localhost` is not `127.0.0.1`.
    public static func == (left: Endpoint, right: Endpoint) -> Bool {
        left.address == right.address
    }

    /// Hashes the address.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(address)
    }
}

extension Endpoint {
    private static func tcpAddress(_ rest: String, of text: String) throws(NameError) -> Address {
        guard let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") else {
            throw error(text, "it needs a port after the host, as in tcp://127.0.0.1:7701")
        }
        let host = rest[..<colon].lowercased()
        // Other letters can become ASCII in lower case: the Kelvin sign becomes a k.
        guard rest[..<colon].utf8.allSatisfy({ $0 < 0x80 }), isHost(host) else {
            throw error(
                text,
                "its host has to be a name, an address, an IPv6 address in brackets or *, of at most "
                    + "\(hostByteLimit) bytes")
        }
        let port = rest[rest.index(after: colon)...]
        if port == "*" { return .tcp(host: host, port: nil) }
        guard let number = Int(port), (1...65_535).contains(number), String(number) == port else {
            throw error(text, "its port has to be a number from 1 to 65535")
        }
        return .tcp(host: host, port: number)
    }

    private static func ipcAddress(_ path: String, of text: String) throws(NameError) -> Address {
        guard !path.isEmpty else {
            throw error(text, "it needs a path, as in ipc:///run/busnode/bus.ipc")
        }
        guard path.utf8.count <= pathByteLimit else {
            throw error(
                text, "its path has \(path.utf8.count) bytes, and the limit is \(pathByteLimit)")
        }
        return .ipc(path: path)
    }

    private static func inprocAddress(_ name: String, of text: String) throws(NameError) -> Address
    {
        guard !name.isEmpty else { throw error(text, "it needs a name, as in inproc://bus") }
        guard name.utf8.count <= nameByteLimit else {
            throw error(
                text, "its name has \(name.utf8.count) bytes, and the limit is \(nameByteLimit)")
        }
        return .inproc(name: name)
    }

    private static func isHost(_ host: String) -> Bool {
        if host == "*" { return true }
        guard (1...hostByteLimit).contains(host.utf8.count) else { return false }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = host.utf8.dropFirst().dropLast()
            return inner.count { $0 == UInt8(ascii: ":") } >= 2
                && inner.allSatisfy {
                    isOfName($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%")
                }
        }
        return host.utf8.allSatisfy(isOfName)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }

    private static func error(_ text: String, _ reason: String) -> NameError {
        NameError(text, isNot: "an endpoint", because: reason)
    }
}
