/// Something that must hold of a reader for every input, and does not for this one.
package struct BrokenProperty: Error, CustomStringConvertible {
    /// What should have held, as a sentence.
    package let description: String

    /// A property that is broken.
    package init(_ sentence: String) {
        description = sentence
    }
}

/// Makes sure that a property holds.
func hold(_ isTrue: Bool, _ sentence: @autoclosure () -> String) throws(BrokenProperty) {
    guard isTrue else { throw BrokenProperty(sentence()) }
}
