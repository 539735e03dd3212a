/// Why a text is no wallet address.
package struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as the end of a sentence that begins with the address.
    package let description: String

    /// An error with its reason.
    package init(_ reason: String) {
        description = reason
    }
}
