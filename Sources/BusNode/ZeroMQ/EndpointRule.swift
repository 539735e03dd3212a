/// Which endpoints are allowed: libzmq knows more transports than this bus is meant for.
enum EndpointRule {
    /// Longest path of an ipc endpoint, in bytes: what Linux has room for in a socket's address.
    static let pathLimit = 107

    /// Makes sure that an endpoint is one of `tcp://`, `ipc://` and `inproc://`.
    static func check(_ endpoint: String, for function: String) throws(ZeroMQError) {
        guard let end = endpoint.firstRange(of: "://") else {
            throw refused(endpoint, function, "an endpoint begins with tcp://, ipc:// or inproc://")
        }
        let rest = endpoint[end.upperBound...]
        switch endpoint[..<end.lowerBound] {
        case "tcp", "inproc":
            guard !rest.isEmpty else { throw refused(endpoint, function, "the address is missing") }
        case "ipc":
            guard (1...pathLimit).contains(rest.utf8.count) else {
                throw refused(
                    endpoint, function,
                    "the path has \(rest.utf8.count) bytes, and 1 to \(pathLimit) are allowed")
            }
        case let other:
            throw refused(
                endpoint, function, "the transport \(other) is not used here, only tcp, ipc, inproc"
            )
        }
    }

    private static func refused(
        _ endpoint: String, _ function: String, _ reason: String
    ) -> ZeroMQError {
        ZeroMQError(function, endpoint, code: 22, message: reason)
    }
}
