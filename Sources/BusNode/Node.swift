/// A connection to a bus: it asks, answers, publishes, subscribes, and knows the registry.
///
///     try await Node.with(bus, as: "planner") { node in
///         let forecast = try await node.child("met-office/forecast")
///             .answer(to: Place(name: "Corfu"), as: Forecast.self)
///     }
public struct Node: Sendable {
    /// The connection that does the work.
    package let connection: NodeConnection
    /// Which revisions there are, and which of them is the default.
    public let registry: RevisionRegistry

    /// Connects to a bus; the node must be closed when it is not needed any more.
    ///
    /// - Parameters:
    ///   - bus: where the bus is.
    ///   - name: what the node calls itself, for people.
    ///   - patience: how long the backbone may take to answer.
    /// - Throws: `NodeError` with code `unreachable` when it does not.
    public static func connect(
        to bus: BusAddress, as name: String, within patience: Duration = .seconds(5)
    ) async throws(NodeError) -> Node {
        let connection = NodeConnection(to: bus, node: name)
        try await connection.open(within: patience)
        return Node(
            connection: connection, registry: RevisionRegistry(connection: connection))
    }

    /// Connects to a bus for as long as `body` runs, and leaves it on every way out.
    ///
    /// - Throws: `NodeError` with code `unreachable` when the backbone does not answer in time, and
    ///   whatever `body` throws.
    public static func with<Result: Sendable>(
        _ bus: BusAddress, as name: String, within patience: Duration = .seconds(5),
        _ body: (Node) async throws -> Result
    ) async throws -> Result {
        let node = try await connect(to: bus, as: name, within: patience)
        do {
            let result = try await body(node)
            await node.close()
            return result
        } catch {
            await node.close()
            throw error
        }
    }

    /// Leaves the bus. What still waits fails with the code `closed`; closing again does nothing.
    public func close() async {
        await registry.close()
        await connection.close()
    }

    /// A child to be asked: `namespace/name:tag`, or `namespace/name` for the default revision.
    ///
    /// - Throws: `NodeError` with code `badName` when the reference is none.
    public func child(_ reference: String) throws(NodeError) -> Child {
        try Child(reference, connection: connection, asking: nil)
    }

    /// Children to be asked by key, as a file of a service lists them.
    public func children(_ list: Children) -> KeyedChildren {
        KeyedChildren(list, connection: connection, asking: nil)
    }

    /// The events of a question that was asked before, by whomever, from an event on; everybody who reads
    /// them at the same time gets all of them.
    ///
    /// - Parameter number: the number of the first event, counted from 1.
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    public func events(
        of question: QuestionID, from number: UInt32 = 1
    ) async throws(NodeError) -> Conversation {
        let reader = try await connection.follow(question, from: number)
        return Conversation(reader: reader, child: nil, connection: connection)
    }

    /// Ends a question that is not wanted any more.
    ///
    /// - Returns: false when it had its end already.
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    @discardableResult
    public func cancel(
        _ question: QuestionID, because reason: String = "cancelled"
    ) async throws(NodeError) -> Bool {
        try await connection.confirm(
            .cancel(Cancellation(question: question, reason: reason))) == 1
    }

    /// Sends a request and waits for its result.
    ///
    /// - Parameters:
    ///   - method: what is wanted, such as `topics.list`.
    ///   - address: who is asked: `backbone`, `registry`, or what a node offers.
    ///   - parameters: a JSON object.
    /// - Throws: `NodeError` with the reason when the request is refused, or nobody answers.
    public func request(
        _ method: String, of address: String, _ parameters: JSONValue = [:]
    ) async throws(NodeError) -> JSONValue {
        try Self.check(address, "the address", limit: WireLimits.name)
        try Self.check(method, "the method", limit: WireLimits.name)
        let reply = try await connection.request(
            Request(
                address: address, method: method, payload: Payload(parameters.bytes())))
        do {
            return try JSONValue(parsing: reply.payload.bytes)
        } catch {
            throw NodeError(.badValues, "\(address) answered \(method) with no JSON: \(error)")
        }
    }
}

extension ServiceRevision {
    /// Reads a name, and reports one that is none as a `NodeError`.
    static func parsing<Name>(
        _ text: String, _ parse: (String) throws(NameError) -> Name
    ) throws(NodeError) -> Name {
        do {
            return try parse(text)
        } catch {
            throw NodeError(.badName, error.description)
        }
    }
}
