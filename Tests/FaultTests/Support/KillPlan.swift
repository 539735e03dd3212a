/// What is killed, and how long after the step that it is killed at.
struct KillPlan {
    let victim: TradingTown.Victim
    let delay: Duration
    /// How many transfers the ledger carries out from then on without a reply.
    var lostReplies = 0
}
