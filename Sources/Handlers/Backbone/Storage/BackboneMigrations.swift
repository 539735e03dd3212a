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
                    """),
            Migration(
                "what-pubsub-has",
                sql: """
                    -- The clock of the file: milliseconds that never go back. It began with the calendar's.
                    ALTER TABLE run ADD COLUMN clock INTEGER NOT NULL DEFAULT 0;
                    -- What the calendar said at that moment, in microseconds since 1970.
                    ALTER TABLE run ADD COLUMN calendar INTEGER NOT NULL DEFAULT 0;

                    ALTER TABLE topic ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
                    -- Its name before it was deleted; the other one is unlike any name then.
                    ALTER TABLE topic ADD COLUMN former_name TEXT;

                    ALTER TABLE subscription ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
                    ALTER TABLE subscription ADD COLUMN is_detached INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE subscription ADD COLUMN last_used INTEGER NOT NULL DEFAULT 0;
                    -- It can owe this message and later ones, unless a seek brings earlier ones.
                    ALTER TABLE subscription ADD COLUMN first_message INTEGER NOT NULL DEFAULT 0;
                    UPDATE subscription SET settings = json_object(
                        'ack_deadline_seconds', ack_deadline / 1000, 'filter', filter);
                    ALTER TABLE subscription DROP COLUMN ack_deadline;
                    ALTER TABLE subscription DROP COLUMN filter;

                    CREATE TABLE new_message (
                        id INTEGER PRIMARY KEY,
                        topic INTEGER NOT NULL,
                        previous INTEGER NOT NULL,    -- the message of the same topic before this one
                        published INTEGER NOT NULL,   -- microseconds since 1970
                        kept_since INTEGER NOT NULL,  -- by the clock of the file
                        expires INTEGER,              -- by the clock of the file
                        priority INTEGER NOT NULL,
                        content_type TEXT NOT NULL,
                        ordering_key TEXT NOT NULL,
                        attributes BLOB NOT NULL,
                        checksum INTEGER,             -- CRC-32C; NULL in rows of the first version
                        payload BLOB NOT NULL
                    ) STRICT;
                    INSERT INTO new_message SELECT id, topic, previous, published, published / 1000,
                        NULL, 0, content_type, '', attributes, NULL, payload FROM message;
                    DROP TABLE message;
                    ALTER TABLE new_message RENAME TO message;
                    CREATE INDEX message_topic ON message (topic);
                    CREATE INDEX message_expires ON message (expires) WHERE expires IS NOT NULL;

                    ALTER TABLE owed ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE owed ADD COLUMN ordering_key TEXT NOT NULL DEFAULT '';
                    -- Not to be given out before, by the clock of the file.
                    ALTER TABLE owed ADD COLUMN due INTEGER;
                    -- Who has it, and until when, where a restart must not forget it.
                    ALTER TABLE owed ADD COLUMN session BLOB;
                    ALTER TABLE owed ADD COLUMN leased_until INTEGER;
                    CREATE INDEX owed_priority ON owed (subscription, priority, message)
                        WHERE priority > 0;
                    CREATE INDEX owed_due ON owed (subscription, due) WHERE due IS NOT NULL;

                    UPDATE deduplication SET until = until / 1000; -- by the clock of the file

                    -- Acknowledgements of subscriptions with exactly-once delivery, for a while.
                    CREATE TABLE settled (
                        subscription INTEGER NOT NULL,
                        message INTEGER NOT NULL,
                        attempt INTEGER NOT NULL,
                        until INTEGER NOT NULL,
                        PRIMARY KEY (subscription, message)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX settled_until ON settled (until);

                    CREATE TABLE snapshot (
                        number INTEGER PRIMARY KEY,
                        name TEXT NOT NULL UNIQUE,
                        topic INTEGER NOT NULL REFERENCES topic,
                        subscription TEXT NOT NULL,
                        labels TEXT NOT NULL,
                        created INTEGER NOT NULL,     -- microseconds since 1970
                        lifetime INTEGER NOT NULL,    -- milliseconds
                        expires INTEGER NOT NULL,     -- by the clock of the file
                        next_message INTEGER NOT NULL -- this message and later ones are owed, too
                    ) STRICT;
                    CREATE TABLE snapshot_message (
                        snapshot INTEGER NOT NULL,
                        message INTEGER NOT NULL,
                        PRIMARY KEY (snapshot, message)
                    ) STRICT, WITHOUT ROWID;

                    ALTER TABLE question ADD COLUMN checksum INTEGER;
                    ALTER TABLE event ADD COLUMN checksum INTEGER;
                    """),
            Migration(
                "payload-last",
                sql: """
                    -- SQLite leaves room for a payload at the end of a row only.
                    CREATE TABLE new_question (
                        number INTEGER PRIMARY KEY,
                        id BLOB NOT NULL UNIQUE,
                        recipient TEXT NOT NULL,
                        parent BLOB,                  -- the parent question, if there is one
                        originator BLOB,              -- the originator question, if it is another
                        accepted INTEGER NOT NULL,    -- microseconds since 1970
                        envelope BLOB NOT NULL,       -- the question's fields as they travel
                        checksum INTEGER,             -- CRC-32C; NULL in rows of the first version
                        payload BLOB NOT NULL
                    ) STRICT;
                    INSERT INTO new_question SELECT number, id, recipient, parent, originator, accepted,
                        envelope, checksum, payload FROM question;
                    DROP TABLE question;
                    ALTER TABLE new_question RENAME TO question;
                    CREATE INDEX question_parent ON question (parent) WHERE parent IS NOT NULL;
                    CREATE INDEX question_originator ON question (originator)
                        WHERE originator IS NOT NULL;

                    CREATE TABLE new_event (
                        key INTEGER PRIMARY KEY,      -- question * 2^20 + number in its stream
                        attempt INTEGER NOT NULL,
                        of_attempt INTEGER NOT NULL,  -- number within the attempt
                        kind INTEGER NOT NULL,
                        id BLOB NOT NULL,
                        time INTEGER NOT NULL,        -- microseconds since 1970
                        software TEXT NOT NULL,
                        content_type TEXT NOT NULL,
                        checksum INTEGER,             -- CRC-32C; NULL in rows of the first version
                        payload BLOB NOT NULL
                    ) STRICT;
                    INSERT INTO new_event SELECT key, attempt, of_attempt, kind, id, time, software,
                        content_type, checksum, payload FROM event;
                    DROP TABLE event;
                    ALTER TABLE new_event RENAME TO event;
                    """),
        ])
}
