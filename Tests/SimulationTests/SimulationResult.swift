/// What a run of a simulated bus came to.
struct SimulationResult: Equatable {
    /// All that happened, mixed into one number.
    var fingerprint: UInt64 = 0
    var steps = 0
    /// How often the backbone died.
    var deaths = 0
    /// How often the power went with it.
    var powerLosses = 0
    /// How often an error of the disk stopped it.
    var diskErrors = 0
    /// How many operations of the disk failed, also where that stopped nobody.
    var failedOperations = 0
}
