/// Who looks at rows that have owners.
struct Viewer {
    /// Who asks.
    let user: User
    /// The id of the user whose rows are shown; nil for those of all users.
    let of: String?
}
