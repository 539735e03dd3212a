/// What the shell calls a request, so that the reply can come later.
package struct RequestTag: Hashable, Sendable {
    /// Which of the requests since the start.
    package let number: UInt64

    /// The tag of the request of this number.
    package init(_ number: UInt64) {
        self.number = number
    }
}
