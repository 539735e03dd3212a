/// What a user does about a bid.
enum TrialBehaviour: CaseIterable {
    /// Pays what was offered, and names the transfer.
    case pays
    case paysOther
    case paysElsewhere
    case paysFromElsewhere
    /// Names the transfer by which somebody else paid.
    case namesAnothers
    /// Names a transfer that has paid for a bid already.
    case namesAgain
    /// Pays and names it when the gate has closed.
    case isLate
    /// Names the transfer, and pays later.
    case namesFirst
    /// Neither pays nor names anything.
    case forgets
    /// Pays, and never says by which transfer.
    case paysSilently
    /// Names a transfer that never is.
    case makesUp
    /// Takes the bid back, and pays all the same.
    case cancelsFirst
    /// Pays, names the transfer, and takes the bid back at once.
    case cancelsAtOnce
    /// The same when the deposit may have come.
    case cancelsLater
}
