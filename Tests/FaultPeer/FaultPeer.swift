import BusNode
import Foundation

/// A subscriber for tests: it writes down what it deals with, and dies of what it cannot bear.
///
///     FaultPeer TOPIC SUBSCRIPTION [POISON]
///
/// A line of its output is a message's identifier and the first line of its payload. A message whose
/// payload is POISON ends the process as the system ends one that has run wild.
@main
enum FaultPeer {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count > 2, let bus = ProcessInfo.processInfo.environment["BUSNODE_BUS"] else {
            fatalError("usage: BUSNODE_BUS=… FaultPeer TOPIC SUBSCRIPTION [POISON]")
        }
        let poison = words.count > 3 ? words[3] : nil
        try await Node.with(BusAddress(bus), as: "peer", within: .seconds(30)) { node in
            try await node.subscribe(words[2], to: words[1], window: Window(messages: 100)) {
                message in
                let text = String(decoding: message.payload.bytes, as: UTF8.self)
                let line = text.split(separator: "\n", omittingEmptySubsequences: false)[0]
                if line == poison ?? "" { kill(getpid(), SIGKILL) }
                let bytes = Array("\(message.id) \(line)\n".utf8)
                _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            }
        }
    }
}
