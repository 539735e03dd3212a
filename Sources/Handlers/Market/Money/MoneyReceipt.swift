/// What became of a deposit that was told to the books.
enum MoneyReceipt: Hashable, Sendable {
    /// It is booked, and held.
    case received
    /// It was booked before: nothing has changed.
    case known
    /// It cannot be booked, and why.
    case refused(String)
}
