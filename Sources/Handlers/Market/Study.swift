package import Topics

/// A long computation whose result answers a request: it changes nothing, and is forgotten when the market stops.
///
///     Study { () throws(RequestRefusal) -> JSONValue in ["same": .bool(receipt.isTheSame)] }
package struct Study: Sendable {
    /// Most studies that are computed at a time: each takes a processor, and holds a year of everybody's data.
    package static let limit = 4

    private let work: @Sendable () throws(RequestRefusal) -> JSONValue

    /// A study of values that it has with it: it is computed on another thread, without the market's file.
    package init(_ work: @escaping @Sendable () throws(RequestRefusal) -> JSONValue) {
        self.work = work
    }

    /// Computes it; takes as long as it takes.
    package func compute() -> Reply {
        do {
            return Reply(code: "ok", payload: Payload(try work().bytes()))
        } catch {
            return error.reply
        }
    }

    /// Why a study is not computed when as many are as may be.
    package static let refusal = RequestRefusal(
        .busy, "too-many-studies",
        "\(limit) trials and checks are computed already, and no more at a time; ask again later")
}
