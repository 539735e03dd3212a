import BusNode
import Testing

@testable import BusNodeCommand

@Suite struct `The exit status` {
    private static let cases: [(NodeError.Code, ExitCode)] = [
        (.unreachable, .unreachable), (.closed, .unreachable), (.notFound, .notFound),
        (.nobodyServes, .notFound), (.exception, .exception), (.cancelled, .cancelled),
        (.timedOut, .timedOut), (.badName, .badData), (.badValues, .badData),
        (.conflict, .badData), (.limitReached, .limitReached), (.failed, .failed),
    ]

    @Test(arguments: cases)
    func `says what failed on the bus`(_ code: NodeError.Code, _ expected: ExitCode) {
        #expect(CommandFailure(NodeError(code, "it failed")).code == expected)
    }

    @Test(arguments: [
        ("unsupported", 7), ("unsupported-version", 7), ("question-ended", 7),
        ("of-a-later-version", 7), ("peer-lost", 5), ("too-large", 65), ("limit-reached", 6),
        ("failed", 74),
    ])
    func `says what the bus refused, and is no fault of busnode`(
        _ word: String, _ status: Int32
    ) {
        let error = NodeError(NodeError.Code(ErrorCode(rawValue: word)), "it was refused")
        #expect(CommandFailure(error).code.rawValue == status)
    }
}
