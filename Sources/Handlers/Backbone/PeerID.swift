/// One connection to the backbone's socket, for as long as it lasts.
package struct PeerID: Hashable, Sendable {
    /// What the shell tells connections apart by.
    package var number: UInt64

    /// A connection.
    package init(_ number: UInt64) {
        self.number = number
    }
}
