import BusNode
import Foundation

/// A service for tests: it says who it is, waits when it is told to, and answers with what it was asked.
///
///     EchoService REVISION [DRAIN-SECONDS [CONCURRENCY]]
///
/// A topology says the revision in the environment instead.
@main
enum EchoService {
    static func main() async {
        let words = CommandLine.arguments
        var settings = Service.Settings()
        if words.count > 2, let seconds = Double(words[2]) {
            settings.drainWithin = .seconds(seconds)
        }
        settings.concurrency = words.count > 3 ? Int(words[3]) ?? 1 : 4
        await Service.main(
            words.count > 1 ? words[1] : "test/echo:1.0.0", settings: settings, answer)
    }

    private static func answer(_ question: IncomingQuestion) async throws -> JSONValue {
        let values = try question.body.json()
        let process = JSONValue(Int(ProcessInfo.processInfo.processIdentifier))
        try await question.monitor(["pid": process, "attempt": JSONValue(question.attempt)])
        if let message = values["fail"]?.string {
            throw RemoteException(type: "EchoError", message: message)
        }
        // Until the test says so by making the file: what it does meanwhile happens to a question that
        // is being answered.
        if let file = values["until"]?.string {
            while !FileManager.default.fileExists(atPath: file) {
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        return values
    }
}
