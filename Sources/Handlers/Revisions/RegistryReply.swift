package import Topics

/// What the registry answers to a request, and what it has to tell everybody else.
///
/// Both are valid once the transaction that the request was handled in is on disk.
package struct RegistryReply: Equatable, Sendable {
    /// What goes back to who asked.
    package let reply: Reply
    /// What is published on the topic `busnode.registry`, in this order.
    package let changes: [RegistryChange]

    /// The request was carried out.
    static func ok(_ body: some Encodable, changes: [RegistryChange] = []) -> RegistryReply {
        RegistryReply(
            reply: Reply(code: "ok", payload: Payload(jsonOf: body)), changes: changes)
    }

    /// The request was not carried out, and nothing has changed.
    static func refused(_ code: ErrorCode, _ refusal: RegistryRefusal) -> RegistryReply {
        RegistryReply(
            reply: Reply(code: code.rawValue, payload: Payload(jsonOf: refusal)), changes: [])
    }
}
