import Handlers
import Topics

/// Asks the ledger something.
enum LedgerAsking {
    /// How long the ledger may take to answer; then it is asked again.
    static let patience = Duration.seconds(5)

    /// With these a ledger says that it will not; with others somebody says that it cannot be asked now.
    private static let refusals: Set<NodeError.Code> = Set(
        [
            ErrorCode.notFound, .conflict, .malformed, .forbidden, .tooLarge, .unsupported,
        ].map { NodeError.Code($0) })

    /// Asks over the market's own connection, and returns what came of it, whatever that is.
    static func ask(
        _ inquiry: LedgerInquiry, over connection: NodeConnection
    ) async -> LedgerAnswer {
        let request = Request(
            address: LedgerHandler.address, method: inquiry.method,
            payload: Payload(JSONValue.object(inquiry.parameters).bytes()))
        do throws(NodeError) {
            let reply = try await connection.request(request)
            guard let value = try? JSONValue(parsing: reply.payload.bytes) else {
                return .silence("the ledger's answer is not JSON")
            }
            return .ok(value)
        } catch {
            guard refusals.contains(error.code) else { return .silence(error.description) }
            return .refused(ErrorCode(rawValue: error.code.word), error.message)
        }
    }
}
