import BusNode
import ProcessSupport
import TestSupport
import Testing

/// What an app in Python does with its children, and what it shows on the way.
@Suite(.timeLimit(.minutes(3))) struct `An app in Python that asks` {
    private static let parent = """
        import logging
        def run(analysis):
            child = analysis.children["half"]
            seen = []
            many = child.ask_multiple(
                {"input_values": 2}, {"input_values": 3}, {"input_values": 8}, raise_errors=False)
            try:
                child.ask(input_values=5)
                caught = None
            except ValueError as error:
                caught = str(error)
            (answer, question) = child.ask(input_values=6, handle_monitor_message=seen.append)
            kinds = [event["event"]["kind"] for event in child.received_events]
            failure, _ = child.ask(input_values=7, raise_errors=False, max_retries=1, log_errors=False)
            analysis.output_values = {
                "many": [
                    type(one).__name__ if isinstance(one, Exception) else one["output_values"]
                    for one, _ in many
                ],
                "caught": caught, "answer": answer["output_values"], "seen": seen,
                "question": question, "kinds": sorted(set(kinds)), "failure": type(failure).__name__,
                "later": child.ask(input_values=4, asynchronous=True)[0],
            }
            logging.getLogger("parent").warning("halved")
        """
    private static let child = """
        import logging
        class Odd(Exception):
            pass
        def run(analysis):
            value = analysis.input_values
            logging.getLogger("child").info("halving %s", value)
            if value == 5:
                raise ValueError("five")
            if value % 2:
                raise Odd(f"{value} is odd")
            analysis.send_monitor_message({"halving": value})
            analysis.output_values = value // 2
        """

    @Test(arguments: TwinedService.Modules.allCases)
    func `gets answers, failures and what is shown before`(
        modules: TwinedService.Modules
    ) async throws {
        let bus = try await TestBus()
        let child = try TwinedService(
            "test/half:1.0.0", app: Self.child,
            twine: [
                "input_values_schema": ["type": "integer"],
                "output_values_schema": ["type": "integer"],
                "monitor_message_schema": ["type": "object"],
            ])
        try await child.serve(bus, modules, "--concurrency", "2")
        let parent = try TwinedService(
            "test/parent:1.0.0", app: Self.parent,
            twine: [
                "children": [["key": "half"]],
                "output_values_schema": ["type": "object", "required": ["many"]],
            ])
        try parent.configure([
            "children": [
                [
                    "key": "half", "id": .string(child.revision),
                    "backend": ["name": "GCPPubSubBackend", "project_id": "any"],
                ]
            ]
        ])
        try await parent.serve(bus, modules)
        try await Node.with(bus.address, as: "asker") { node in
            let options = Child.Options(timeout: .seconds(60))
            let asked = try await node.child(parent.revision).ask(JSONValue.null, options)
            var logs: [String] = []
            var answer: JSONValue = .null
            for try await event in asked {
                switch event.kind {
                case .log(let record): logs.append(record.message)
                case .result(let body): answer = try body.json()
                case .exception(let exception): Issue.record("\(exception)")
                default: break
                }
            }
            #expect(answer["many"] == [1, "Odd", 4])
            #expect(answer["caught"]?.string?.contains("five") == true)
            #expect(answer["answer"] == 3)
            #expect(answer["seen"] == [["halving": 6]])
            #expect(answer["kinds"]?.array?.contains("monitor_message") == true)
            #expect(answer["kinds"]?.array?.contains("result") == true)
            #expect(answer["failure"] == "Odd")
            #expect(answer["later"] == .null)
            #expect(logs.contains("halved"))
            // Once, behind the child and question that it is from.
            let question = answer["question"]?.string ?? ""
            let line = "[\(child.revision) | \(question)] halving 6"
            #expect(logs.filter { $0 == line }.count == 1, "\(logs)")
        }
        #expect(try await parent.stop() == 0)
    }
}
