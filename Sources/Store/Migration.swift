/// One step of a schema, applied to a file once and never changed after its release.
package struct Migration: Sendable {
    /// What the step does, in a few words with hyphens, such as `revisions`.
    package let name: String
    /// The SQL of the step: one or more statements, with no BEGIN and no COMMIT.
    package let sql: String

    /// A step of a schema.
    package init(_ name: String, sql: String) {
        self.name = name
        self.sql = sql
    }
}
