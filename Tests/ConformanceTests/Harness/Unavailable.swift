/// An engine cannot do what a case asks of it; the case is skipped there.
struct Unavailable: Error, CustomStringConvertible {
    let description: String
}
