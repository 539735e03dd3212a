/// The values of a strand, as twine.json describes them.
struct TwineValues: Sendable {
    /// Whether the strand may be left out.
    let isOptional: Bool
    let schema: JSONSchema
}
