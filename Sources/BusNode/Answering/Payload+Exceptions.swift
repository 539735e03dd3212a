extension Payload {
    /// The body of an exception event for an error that a handler threw, as Twined writes it.
    static func exception(_ error: any Error, in revision: ServiceRevision) -> Payload {
        let prefix = "Error in <Service('\(revision)')>: "
        let exception =
            switch error {
            case let error as RemoteException:
                RemoteException(
                    type: error.type, message: prefix + error.message, traceback: error.traceback)
            case let error as NodeError:
                RemoteException(
                    type: error.exception?.type ?? "NodeError", message: prefix + "\(error)")
            default:
                RemoteException(type: "\(type(of: error))", message: prefix + "\(error)")
            }
        let body: JSONValue = [
            "kind": "exception", "exception_type": .string(exception.type),
            "exception_message": .string(exception.message),
            "exception_traceback": .array(exception.traceback.map { .string($0) }),
        ]
        return Payload(body.bytes())
    }
}
