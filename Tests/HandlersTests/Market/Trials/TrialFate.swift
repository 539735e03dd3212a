/// What becomes of a process in one of its turns.
enum TrialFate: CaseIterable {
    /// It goes on.
    case goesOn
    /// It stops before anything of the turn is on disk.
    case stopsBefore
    /// It stops once the turn is on disk, and before anybody hears of it.
    case stopsAfter
}
