extension OptionDefinition {
    /// For whom a market is asked.
    static let marketUser = value(
        "user", "USER", .text, variable: "BUSNODE_USER",
        "For whom; an operator sees and does what others may not")

    /// Whose rows an operator wants to see.
    static let ofUser = value("of", "USER", .text, "Only those of this user; for operators")

    /// Which session.
    static let session = value("session", "NUMBER", .count, "Only those of this session")

    /// What is bid.
    static let price = value(
        "price", "AMOUNT", .money, "What 1 % of gain is worth, in smallest units of money")

    /// What a bid costs at most.
    static let maxPayment = value(
        "max-payment", "AMOUNT", .money, "The most that is paid; it has to be deposited")

    /// How an error is measured.
    static let gain = value(
        "gain", "ERROR", .word(["mse", "rmse", "mae"]), default: "mse",
        "How the error of a forecast is measured: mean squared, its root, or mean absolute")
}
