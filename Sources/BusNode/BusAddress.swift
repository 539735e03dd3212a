/// Where the backbone of a bus is: an endpoint such as `tcp://127.0.0.1:7701` or `ipc:///run/bus`.
public struct BusAddress: Hashable, Sendable, CustomStringConvertible {
    /// The environment variable that names the bus for programs started by a topology: `BUSNODE_BUS`.
    public static let variable = "BUSNODE_BUS"

    /// The endpoint as ZeroMQ writes it.
    public let endpoint: String

    /// The bus at an endpoint; whether it is one shows when a node connects.
    public init(_ endpoint: String) {
        self.endpoint = endpoint
    }

    /// The bus that the environment names.
    ///
    /// - Throws: `NodeError` with code `unreachable` when the variable is not set.
    public static func fromEnvironment() throws(NodeError) -> BusAddress {
        guard let endpoint = ProcessEnvironment.text(variable) else {
            throw NodeError(
                .unreachable,
                "no bus is named: set \(variable) to its endpoint, such as tcp://127.0.0.1:7701")
        }
        return BusAddress(endpoint)
    }

    /// The endpoint.
    public var description: String { endpoint }
}
