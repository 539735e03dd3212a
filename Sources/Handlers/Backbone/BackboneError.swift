import Store
import Topics

/// Why a command was not carried out: for a reason that its sender is told, or because the store failed.
enum BackboneError: Error {
    case refused(Refusal)
    case store(StoreError)

    /// Does something with the store, and marks its error as the store's.
    static func storing<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(BackboneError) -> Value {
        do {
            return try body()
        } catch {
            throw .store(error)
        }
    }
}
