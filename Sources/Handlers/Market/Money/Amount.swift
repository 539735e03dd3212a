/// Money: whole numbers of its smallest unit.
enum Amount {
    /// The largest amount and the largest balance: what every JSON reader takes as a whole number.
    static let limit: Int64 = 1 << 53
}
