import Store

extension Migrator {
    /// The tables of a backbone's file, oldest change first; what is listed here is never changed again.
    static let backbone = Migrator(
        subject: "backbone",
        migrations: [
            Migration(
                "topics-and-questions",
                sql: """
                    CREATE TABLE run (
                        only INTEGER PRIMARY KEY CHECK (only = 1),
                        number INTEGER NOT NULL,      -- how often a backbone has started on this file
                        next_message INTEGER NOT NULL -- the number of the next message
                    ) STRICT;
                    CREATE TABLE topic (
                        number INTEGER PRIMARY KEY,
                        name TEXT NOT NULL UNIQUE,
                        last_message INTEGER NOT NULL DEFAULT 0
                    ) STRICT;
                    CREATE TABLE message (
                        id INTEGER PRIMARY KEY,
                        topic INTEGER NOT NULL,
                        previous INTEGER NOT NULL,    -- the message of the same topic before this one
                        published INTEGER NOT NULL,   -- microseconds since 1970
                        content_type TEXT NOT NULL,
                        attributes BLOB NOT NULL,
                        payload BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE subscription (
                        number INTEGER PRIMARY KEY,
                        name TEXT NOT NULL UNIQUE,
                        topic INTEGER NOT NULL REFERENCES topic,
                        ack_deadline INTEGER NOT NULL, -- milliseconds
                        filter TEXT NOT NULL
                    ) STRICT;
                    CREATE TABLE owed (
                        subscription INTEGER NOT NULL,
                        message INTEGER NOT NULL,
                        bytes INTEGER NOT NULL,
                        attempts INTEGER NOT NULL,
                        PRIMARY KEY (subscription, message)
                    ) STRICT, WITHOUT ROWID;
                    CREATE TABLE deduplication (
                        topic INTEGER NOT NULL,
                        key TEXT NOT NULL,
                        message INTEGER NOT NULL,
                        until INTEGER NOT NULL,       -- microseconds since 1970
                        PRIMARY KEY (topic, key)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX deduplication_until ON deduplication (until);
                    CREATE TABLE question (
                        number INTEGER PRIMARY KEY,
                        id BLOB NOT NULL UNIQUE,
                        recipient TEXT NOT NULL,
                        parent BLOB,                  -- the parent question, if there is one
                        originator BLOB,              -- the originator question, if it is another
                        accepted INTEGER NOT NULL,    -- microseconds since 1970
                        envelope BLOB NOT NULL,       -- the question's fields as they travel
                        payload BLOB NOT NULL
                    ) STRICT;
                    CREATE INDEX question_parent ON question (parent) WHERE parent IS NOT NULL;
                    CREATE INDEX question_originator ON question (originator)
                        WHERE originator IS NOT NULL;
                    CREATE TABLE open_question (
                        number INTEGER PRIMARY KEY,
                        attempt INTEGER NOT NULL,
                        session BLOB                  -- who has it, if somebody has
                    ) STRICT;
                    CREATE TABLE event (
                        key INTEGER PRIMARY KEY,      -- question * 2^20 + number in its stream
                        attempt INTEGER NOT NULL,
                        of_attempt INTEGER NOT NULL,  -- number within the attempt
                        kind INTEGER NOT NULL,
                        id BLOB NOT NULL,
                        time INTEGER NOT NULL,        -- microseconds since 1970
                        software TEXT NOT NULL,
                        content_type TEXT NOT NULL,
                        payload BLOB NOT NULL
                    ) STRICT;
                    CREATE TABLE served (
                        revision TEXT PRIMARY KEY
                    ) STRICT, WITHOUT ROWID;
                    """)
        ])
}
