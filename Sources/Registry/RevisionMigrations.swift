import Store

/// The schema of the revisions, step by step.
enum RevisionMigrations {
    static let all = Migrator(
        subject: "revisions",
        migrations: [
            Migration(
                "revisions",
                sql: """
                    CREATE TABLE revision (
                        number INTEGER PRIMARY KEY,
                        service TEXT NOT NULL,
                        tag TEXT NOT NULL,
                        is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
                        requested_default INTEGER CHECK (requested_default IN (0, 1)),
                        registrant TEXT NOT NULL,
                        registered_at INTEGER NOT NULL,
                        UNIQUE (service, tag)
                    ) STRICT;
                    CREATE UNIQUE INDEX one_default_of_a_service
                        ON revision (service) WHERE is_default = 1;
                    """),
            Migration(
                "twines",
                sql: """
                    CREATE TABLE twine (
                        revision INTEGER PRIMARY KEY REFERENCES revision (number),
                        document BLOB NOT NULL
                    ) STRICT;
                    """),
        ])
}
