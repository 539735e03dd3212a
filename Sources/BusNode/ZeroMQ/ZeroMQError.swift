import CZeroMQ

/// Why libzmq did not do what it was asked to.
package struct ZeroMQError: Error, Equatable, CustomStringConvertible {
    /// The function that failed.
    package let function: String
    /// What it was applied to: an endpoint or an option; empty when there is none.
    package let subject: String
    /// The error's number.
    package let code: Int32
    /// What it means.
    package let message: String

    /// The error that libzmq reports now on this thread.
    init(_ function: String, _ subject: String = "") {
        let code = zmq_errno()
        self.init(function, subject, code: code, message: Self.explanation(of: code))
    }

    init(_ function: String, _ subject: String, code: Int32, message: String) {
        self.function = function
        self.subject = subject
        self.code = code
        self.message = message
    }

    /// The function, what it was applied to, and the reason.
    package var description: String {
        subject.isEmpty ? "\(function): \(message)" : "\(function) \(subject): \(message)"
    }

    private static func explanation(of code: Int32) -> String {
        let text = String(cString: zmq_strerror(code))
        guard code == EADDRINUSE else { return text }
        return text + "; something else listens there, or a backbone runs already"
    }
}
