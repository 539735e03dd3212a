/// Something that goes wrong with a disk.
struct DiskFault {
    /// How many operations succeed before it.
    var operationsLeft: Int
    /// Whether only operations that change something are counted, and fail.
    var isOfChanges = false
    let kind: Kind

    /// What goes wrong.
    enum Kind: CaseIterable {
        /// One operation fails, the next ones succeed.
        case errorOnce
        /// All operations fail from then on.
        case errors
        /// There is no room for what is written, from then on.
        case full
        /// The power goes: the operation may have happened or not, and nothing comes after it.
        case powerLoss
    }
}
