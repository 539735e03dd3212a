import Store

/// The schema of a ledger's file.
///
/// Amounts are whole numbers of the smallest unit of money, times are microseconds since 1970.
enum LedgerMigrations {
    static let all = Migrator(
        subject: "ledger",
        migrations: [
            Migration("money", sql: money), Migration("totals", sql: totals),
            Migration("faults", sql: faults), Migration("events", sql: events),
        ])

    private static let money = """
        -- `name` is part of the ids that the ledger gives, so that a ledger begun anew gives others.
        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            name TEXT NOT NULL
        ) STRICT;
        CREATE TABLE account (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            address TEXT NOT NULL UNIQUE,
            -- What it was opened with; NULL when a transfer has opened it.
            credit INTEGER CHECK (credit >= 0),
            balance INTEGER NOT NULL CHECK (balance >= 0),
            opened_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE transfer (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            payer TEXT NOT NULL REFERENCES account (address),
            amount INTEGER NOT NULL CHECK (amount > 0),
            state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'failed')),
            is_failing INTEGER NOT NULL CHECK (is_failing IN (0, 1)),
            sent_at INTEGER NOT NULL,
            settles_at INTEGER NOT NULL,
            settled_at INTEGER,
            CHECK ((state = 'pending') = (settled_at IS NULL))
        ) STRICT;
        CREATE INDEX transfers_of_payer ON transfer (payer, number);
        CREATE INDEX transfers_to_settle ON transfer (settles_at, number) WHERE state = 'pending';
        CREATE TABLE transfer_output (
            transfer INTEGER NOT NULL REFERENCES transfer (number),
            place INTEGER NOT NULL,
            payee TEXT NOT NULL REFERENCES account (address),
            amount INTEGER NOT NULL CHECK (amount > 0),
            PRIMARY KEY (transfer, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outputs_of_payee ON transfer_output (payee, transfer);
        CREATE TRIGGER accounts_are_kept BEFORE DELETE ON account
            BEGIN SELECT RAISE(ABORT, 'an account stays'); END;
        CREATE TRIGGER transfers_are_kept BEFORE DELETE ON transfer
            BEGIN SELECT RAISE(ABORT, 'a transfer stays'); END;
        CREATE TRIGGER settled_transfers_stay BEFORE UPDATE ON transfer
            WHEN old.state != 'pending' OR new.amount != old.amount OR new.payer != old.payer
            BEGIN SELECT RAISE(ABORT, 'a transfer is settled once'); END;
        CREATE TRIGGER outputs_stay BEFORE UPDATE ON transfer_output
            BEGIN SELECT RAISE(ABORT, 'an output stays'); END;
        CREATE TRIGGER outputs_are_kept BEFORE DELETE ON transfer_output
            BEGIN SELECT RAISE(ABORT, 'an output stays'); END;
        """

    private static let totals = """
        -- Sums over all rows, kept by triggers: at each commit `credited` is `held` and `moving` together.
        CREATE TABLE total (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            credited INTEGER NOT NULL,
            held INTEGER NOT NULL,
            moving INTEGER NOT NULL
        ) STRICT;
        INSERT INTO total VALUES (0, 0, 0, 0);
        CREATE TRIGGER account_opened AFTER INSERT ON account
            BEGIN UPDATE total SET
                credited = credited + coalesce(new.credit, 0), held = held + new.balance; END;
        CREATE TRIGGER account_changed AFTER UPDATE ON account
            BEGIN UPDATE total SET
                credited = credited + coalesce(new.credit, 0) - coalesce(old.credit, 0),
                held = held + new.balance - old.balance; END;
        CREATE TRIGGER transfer_sent AFTER INSERT ON transfer WHEN new.state = 'pending'
            BEGIN UPDATE total SET moving = moving + new.amount; END;
        CREATE TRIGGER transfer_settled AFTER UPDATE ON transfer
            WHEN old.state = 'pending' AND new.state != 'pending'
            BEGIN UPDATE total SET moving = moving - old.amount; END;
        """

    private static let faults = """
        CREATE TABLE fault (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            confirm_after INTEGER,
            failing_transfers INTEGER NOT NULL CHECK (failing_transfers >= 0),
            lost_replies INTEGER NOT NULL CHECK (lost_replies >= 0),
            is_silent INTEGER NOT NULL CHECK (is_silent IN (0, 1))
        ) STRICT;
        INSERT INTO fault VALUES (0, NULL, 0, 0, 0);
        """

    private static let events = """
        -- What has happened and is not on the bus yet.
        CREATE TABLE event (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            transfer INTEGER NOT NULL REFERENCES transfer (number),
            at INTEGER NOT NULL
        ) STRICT;
        """
}
