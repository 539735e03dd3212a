@testable import Handlers
import TestSupport
import Testing

struct FirstInFirstOutTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `it is an array whose first elements are taken`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var queue = FirstInFirstOut<Int>()
        var model: [Int] = []
        for step in 0..<3_000 {
            switch Int.random(in: 0..<(step < 1_500 ? 8 : 12), using: &random) {
            case 0..<5:
                queue.append(step)
                model.append(step)
            case 5:
                let element = model.randomElement(using: &random) ?? -1
                #expect(queue.removeFirst { $0 == element } == model.contains(element))
                model.removeAll { $0 == element }
            case 6 where step.isMultiple(of: 7):
                queue.removeAll { $0.isMultiple(of: 3) }
                model.removeAll { $0.isMultiple(of: 3) }
            case 7 where step.isMultiple(of: 5):
                let element = model.randomElement(using: &random) ?? -1
                queue.insert(step) { $0 == element }
                model.insert(step, at: model.firstIndex(of: element) ?? model.endIndex)
            default:
                let first = model.isEmpty ? nil : model.removeFirst()
                #expect(queue.takeFirst() == first)
            }
            #expect(queue.count == model.count)
            #expect(queue.first == model.first)
            #expect(queue.isEmpty == model.isEmpty)
        }
        #expect(queue.map { $0 } == model)
    }
}
