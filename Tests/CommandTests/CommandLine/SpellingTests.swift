import Testing

@testable import BusNodeCommand

@Suite struct `A misspelt word` {
    @Test(arguments: [
        ("aks", "ask"), ("evnets", "events"), ("regsiter", "register"), ("resolv", "resolve"),
        ("ASK", "ask"), ("service", "services"), ("canc", "cancel"), ("compl", "completion"),
    ])
    func `leads to the nearest one`(typed: String, meant: String) {
        let words = CommandTree.busnode.commands.map(\.name)
        #expect(Spelling.nearest(to: typed, in: words) == meant)
    }

    @Test(arguments: ["", "x", "banana", "questionnaire"])
    func `leads nowhere when nothing is near`(typed: String) {
        #expect(Spelling.nearest(to: typed, in: CommandTree.busnode.commands.map(\.name)) == nil)
    }

    @Test func `that is endless is not compared`() {
        let long = String(repeating: "ask", count: 1_000)
        #expect(Spelling.nearest(to: long, in: ["ask"]) == nil)
    }

    @Test(arguments: [
        ("ask", "ask", 0), ("ask", "aks", 1), ("ask", "as", 1), ("ask", "task", 1), ("", "ask", 3),
        ("kitten", "sitting", 3),
    ])
    func `is as far away as it takes changes`(left: String, right: String, distance: Int) {
        #expect(Spelling.distance(left, right) == distance)
        #expect(Spelling.distance(right, left) == distance)
    }
}
