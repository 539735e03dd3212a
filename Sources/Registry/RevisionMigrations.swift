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
                        service TEXT NOT NULL,
                        tag TEXT NOT NULL,
                        document BLOB NOT NULL,
                        PRIMARY KEY (service, tag)
                    ) STRICT;
                    """),
            // Made anew, because only AUTOINCREMENT never gives the number of a removed row again.
            Migration(
                "removals",
                sql: """
                    CREATE TABLE kept_revision (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        service TEXT NOT NULL,
                        tag TEXT NOT NULL,
                        is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
                        requested_default INTEGER CHECK (requested_default IN (0, 1)),
                        registrant TEXT NOT NULL,
                        registered_at INTEGER NOT NULL,
                        deprecation TEXT,
                        UNIQUE (service, tag)
                    ) STRICT;
                    INSERT INTO kept_revision
                        SELECT number, service, tag, is_default, requested_default, registrant,
                            registered_at, NULL FROM revision ORDER BY number;
                    DROP TABLE revision;
                    ALTER TABLE kept_revision RENAME TO revision;
                    CREATE UNIQUE INDEX one_default_of_a_service
                        ON revision (service) WHERE is_default = 1;
                    """),
            Migration(
                "history",
                sql: """
                    CREATE TABLE history (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        kind TEXT NOT NULL,
                        service TEXT,
                        tag TEXT,
                        former TEXT,
                        reason TEXT,
                        node TEXT NOT NULL,
                        time INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX history_of_a_service ON history (service, number);
                    INSERT INTO history (kind, service, tag, node, time)
                        SELECT 'registered', service, tag, registrant, registered_at
                        FROM revision ORDER BY number;
                    CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
                        BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
                    CREATE TRIGGER history_is_not_removed BEFORE DELETE ON history
                        BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END;
                    """),
            Migration(
                "policies",
                sql: """
                    CREATE TABLE policy (
                        service TEXT PRIMARY KEY,
                        document TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE channel (
                        service TEXT NOT NULL,
                        name TEXT NOT NULL,
                        tag TEXT NOT NULL,
                        PRIMARY KEY (service, name)
                    ) STRICT, WITHOUT ROWID;
                    ALTER TABLE revision ADD COLUMN channel TEXT;
                    ALTER TABLE history ADD COLUMN channel TEXT;
                    ALTER TABLE history ADD COLUMN policy TEXT;
                    """),
            Migration(
                "pins",
                sql: """
                    CREATE TABLE pin (
                        question TEXT NOT NULL,
                        service TEXT NOT NULL,
                        channel TEXT NOT NULL,
                        tag TEXT NOT NULL,
                        made_at INTEGER NOT NULL,
                        PRIMARY KEY (question, service, channel)
                    ) STRICT, WITHOUT ROWID;
                    """),
        ])
}
