import TestSupport
import Testing

struct MoneyRunTests {
    @Test(arguments: Seeds(usually: 40).all)
    func `nothing is paid twice and nothing is lost, whatever fails and stops`(
        _ seed: UInt64
    ) throws {
        var run = try MoneyRun(seed: seed)
        for _ in 0..<60 {
            try run.step()
            try run.checkOnceOnly()
        }
        try run.comeToRest()
        try run.checkOnceOnly()
        try run.checkBooks()
        try run.bench.restart()
    }
}
