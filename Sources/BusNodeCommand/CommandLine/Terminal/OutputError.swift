/// Why nothing can be written.
enum OutputError: Error, Equatable {
    /// Whoever read the output went away, as `head` does when it has enough.
    case closed
    /// The system refused, with this `errno`: a full disk, for one.
    case failed(Int32)
}
