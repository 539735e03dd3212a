/// A queue whose ends are both cheap: an array with the taken elements cut off now and then.
struct FirstInFirstOut<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private var taken = 0

    /// How many elements wait.
    var count: Int { elements.count - taken }

    /// Whether nothing waits.
    var isEmpty: Bool { count == 0 }

    /// The element that waits longest.
    var first: Element? { isEmpty ? nil : elements[taken] }

    /// The results of a transformation of all elements that wait, oldest first.
    func map<Result>(_ transform: (Element) -> Result) -> [Result] {
        elements[taken...].map(transform)
    }

    /// Adds an element at the end.
    mutating func append(_ element: Element) {
        elements.append(element)
    }

    /// Adds an element before the first one that fulfils the condition, or at the end.
    mutating func insert(_ element: Element, before condition: (Element) -> Bool) {
        let place = elements[taken...].firstIndex(where: condition) ?? elements.endIndex
        elements.insert(element, at: place)
    }

    /// Takes the element that waits longest.
    mutating func takeFirst() -> Element? {
        guard let first else { return nil }
        taken += 1
        if taken > 64, taken * 2 > elements.count {
            elements.removeFirst(taken)
            taken = 0
        }
        return first
    }

    /// Removes the oldest element that fulfils the condition.
    ///
    /// - Returns: false when there is none.
    mutating func removeFirst(where condition: (Element) -> Bool) -> Bool {
        guard let position = elements[taken...].firstIndex(where: condition) else { return false }
        elements.remove(at: position)
        return true
    }

    /// Removes every element that fulfils the condition.
    mutating func removeAll(where condition: (Element) -> Bool) {
        elements.removeFirst(taken)
        taken = 0
        elements.removeAll(where: condition)
    }
}
