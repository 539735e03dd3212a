/// What is killed, and how long after the step that it is killed at.
struct KillPlan {
    let victim: TradingTown.Victim
    let delay: Duration
}
