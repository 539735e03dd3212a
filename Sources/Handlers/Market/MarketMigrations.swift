import Store

/// The schema of a market's file.
///
/// Amounts are whole numbers of the smallest unit of money, times are microseconds since 1970.
enum MarketMigrations {
    static let all = Migrator(
        subject: "market",
        migrations: [
            Migration("people", sql: people), Migration("data", sql: data),
            Migration("sessions", sql: sessions), Migration("money", sql: money),
            Migration("results", sql: results), Migration("talk", sql: talk),
        ])

    private static let people = """
        -- `name` is part of the ids of all transfers, so that two markets of one ledger stay apart.
        CREATE TABLE market (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            name TEXT NOT NULL,
            wallet TEXT,
            wallet_set_at INTEGER
        ) STRICT;
        CREATE TABLE user (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            is_operator INTEGER NOT NULL CHECK (is_operator IN (0, 1)),
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE wallet (
            user TEXT PRIMARY KEY REFERENCES user (id),
            address TEXT NOT NULL UNIQUE,
            registered_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let data = """
        CREATE TABLE resource (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            user TEXT NOT NULL REFERENCES user (id),
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('measurements', 'forecasts')),
            is_to_forecast INTEGER NOT NULL CHECK (is_to_forecast IN (0, 1)),
            registered_at INTEGER NOT NULL,
            retired_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX one_resource_of_a_name
            ON resource (user, name, kind) WHERE retired_at IS NULL;
        -- How many readings have come, replaced ones among them: the number of the last.
        CREATE TABLE reading_count (
            id INTEGER PRIMARY KEY CHECK (id = 0),
            count INTEGER NOT NULL
        ) STRICT;
        INSERT INTO reading_count VALUES (0, 0);
        -- Rows never change, so that a session's data can be read again as it was; of one moment the
        -- last counts. In the order in which a session reads: half a million rows in one go.
        CREATE TABLE reading (
            resource INTEGER NOT NULL REFERENCES resource (number),
            at INTEGER NOT NULL,
            number INTEGER NOT NULL,
            value REAL NOT NULL,
            unit TEXT NOT NULL CHECK (unit IN ('w', 'kw', 'mw')),
            interval_minutes INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            PRIMARY KEY (resource, at, number)
        ) STRICT, WITHOUT ROWID;
        """

    private static let sessions = """
        CREATE TABLE session (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            state TEXT NOT NULL
                CHECK (state IN ('staged', 'open', 'closed', 'running', 'finished')),
            mode TEXT NOT NULL CHECK (mode IN ('sound', 'legacy')),
            price REAL NOT NULL,
            weights TEXT NOT NULL,
            parameters TEXT NOT NULL,
            seed INTEGER NOT NULL,
            gate_closure INTEGER,
            is_warned INTEGER NOT NULL DEFAULT 0 CHECK (is_warned IN (0, 1)),
            settle_by INTEGER,
            last_reading INTEGER,
            -- Why a session brought nothing.
            failure TEXT,
            fee INTEGER,
            -- What the session after this one begins with.
            next_price REAL,
            next_weights TEXT,
            staged_at INTEGER NOT NULL,
            opened_at INTEGER,
            closed_at INTEGER,
            launched_at INTEGER,
            finished_at INTEGER
        ) STRICT;
        -- All but the finished: there is one at most.
        CREATE UNIQUE INDEX one_unfinished_session ON session (state != 'finished')
            WHERE state != 'finished';
        CREATE TABLE bid (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            session INTEGER NOT NULL REFERENCES session (number),
            resource INTEGER NOT NULL REFERENCES resource (number),
            user TEXT NOT NULL REFERENCES user (id),
            price INTEGER NOT NULL CHECK (price >= 0),
            max_payment INTEGER NOT NULL CHECK (max_payment > 0),
            gain TEXT NOT NULL CHECK (gain IN ('mse', 'rmse', 'mae')),
            market_wallet TEXT NOT NULL,
            user_wallet TEXT NOT NULL,
            state TEXT NOT NULL
                CHECK (state IN ('placed', 'pending', 'confirmed', 'rejected', 'cancelled')),
            verdict TEXT
                CHECK (verdict IN ('unknown', 'address', 'amount', 'payer', 'duplicate', 'late')),
            reason TEXT,
            transfer TEXT,
            -- What the ledger says of the transfer; NULL as long as it has said nothing.
            ledger TEXT CHECK (ledger IN ('unknown', 'pending', 'failed', 'confirmed')),
            -- When the ledger is asked about the transfer next; NULL when it need not be asked.
            ask_at INTEGER,
            placed_at INTEGER NOT NULL,
            paid_at INTEGER,
            settled_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX one_live_bid ON bid (session, resource)
            WHERE state IN ('placed', 'pending', 'confirmed');
        CREATE INDEX bids_of_session ON bid (session);
        CREATE INDEX bids_of_user ON bid (user);
        CREATE INDEX bids_of_transfer ON bid (transfer) WHERE transfer IS NOT NULL;
        CREATE INDEX bids_to_ask_about ON bid (ask_at) WHERE ask_at IS NOT NULL;
        """

    private static let money = """
        -- What came from outside, each transfer once. `bid` is the bid that uses it, or brought it.
        CREATE TABLE deposit (
            transfer TEXT PRIMARY KEY,
            payer TEXT NOT NULL,
            -- The market's wallet that it came to.
            wallet TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            received_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('held', 'used', 'refunded')),
            bid INTEGER NOT NULL REFERENCES bid (number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deposits_of_bid ON deposit (bid);
        CREATE INDEX deposits_at_wallet ON deposit (wallet);
        CREATE INDEX deposits_held ON deposit (bid) WHERE state = 'held';
        -- What goes out: payouts to users, refunds of deposits, withdrawals of fees. The id of the transfer is
        -- made of the market's name and the number.
        CREATE TABLE outgoing (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('payout', 'refund', 'withdrawal')),
            user TEXT REFERENCES user (id),
            deposit TEXT REFERENCES deposit (transfer),
            -- The one that failed, in whose place this is.
            former INTEGER REFERENCES outgoing (number),
            attempt INTEGER NOT NULL,
            source TEXT NOT NULL,
            address TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            state TEXT NOT NULL
                CHECK (state IN ('due', 'sent', 'confirmed', 'failed', 'stopped')),
            -- Why it goes out.
            reason TEXT,
            -- What has kept it from being confirmed, last.
            trouble TEXT,
            -- What the ledger was asked and has not answered.
            asked TEXT CHECK (asked IN ('send', 'get')),
            -- Whether the ledger refused to do it, and is asked next whether it knows of it.
            is_refused INTEGER NOT NULL DEFAULT 0 CHECK (is_refused IN (0, 1)),
            -- How often in a row the ledger was asked and nothing came of it.
            tries INTEGER NOT NULL DEFAULT 0,
            -- When the ledger is asked next; NULL when it is settled.
            ask_at INTEGER,
            due_at INTEGER NOT NULL,
            -- When the ledger was told first: nothing is changed from then on.
            sent_at INTEGER,
            -- When a request to send was left without an answer last.
            unanswered_at INTEGER,
            settled_at INTEGER,
            CHECK ((kind = 'payout') = (user IS NOT NULL)),
            CHECK ((kind = 'refund') = (deposit IS NOT NULL)),
            CHECK ((state IN ('due', 'sent')) = (ask_at IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX one_refund_of_a_deposit ON outgoing (deposit)
            WHERE deposit IS NOT NULL AND state != 'failed';
        CREATE UNIQUE INDEX one_payout_at_a_time ON outgoing (user)
            WHERE user IS NOT NULL AND state IN ('due', 'sent', 'stopped');
        CREATE INDEX payouts_of_user ON outgoing (user) WHERE user IS NOT NULL;
        CREATE INDEX outgoing_to_ask_about ON outgoing (ask_at) WHERE ask_at IS NOT NULL;
        CREATE INDEX outgoing_asked_about ON outgoing (asked) WHERE asked IS NOT NULL;
        CREATE INDEX outgoing_stopped ON outgoing (number) WHERE state = 'stopped';
        CREATE TABLE entry (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            session INTEGER REFERENCES session (number),
            bid INTEGER REFERENCES bid (number),
            -- What makes the entry the only one of its kind: booking it again does nothing.
            reference TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (kind, reference)
        ) STRICT;
        CREATE INDEX entries_of_session ON entry (session);
        CREATE TABLE posting (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            entry INTEGER NOT NULL REFERENCES entry (number),
            account TEXT NOT NULL REFERENCES account (name),
            amount INTEGER NOT NULL CHECK (amount != 0),
            -- Of the account, once this is booked.
            balance INTEGER NOT NULL,
            -- What the money is for, where that is a resource.
            resource INTEGER REFERENCES resource (number)
        ) STRICT;
        CREATE INDEX postings_of_entry ON posting (entry);
        CREATE INDEX postings_of_account ON posting (account, number);
        -- Below zero: what the market owes. Only `wallet`, what the market has at the ledger, is above.
        CREATE TABLE account (
            name TEXT PRIMARY KEY,
            balance INTEGER NOT NULL CHECK (
                CASE name WHEN 'wallet' THEN balance >= 0 ELSE balance <= 0 END)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX accounts_of_users ON account (balance)
            WHERE name > 'user:' AND name < 'user;';
        CREATE TRIGGER entries_stay BEFORE UPDATE ON entry
            BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
        CREATE TRIGGER entries_are_kept BEFORE DELETE ON entry
            BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
        CREATE TRIGGER postings_stay BEFORE UPDATE ON posting
            BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
        CREATE TRIGGER postings_are_kept BEFORE DELETE ON posting
            BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
        """

    private static let results = """
        CREATE TABLE outcome (
            bid INTEGER PRIMARY KEY REFERENCES bid (number),
            document TEXT NOT NULL
        ) STRICT;
        CREATE TABLE revenue (
            number INTEGER PRIMARY KEY,
            session INTEGER NOT NULL REFERENCES session (number),
            resource INTEGER NOT NULL REFERENCES resource (number),
            user TEXT NOT NULL REFERENCES user (id),
            amount INTEGER NOT NULL,
            UNIQUE (session, resource)
        ) STRICT;
        CREATE INDEX revenues_of_user ON revenue (user);
        CREATE TABLE forecast (
            number INTEGER PRIMARY KEY,
            session INTEGER NOT NULL REFERENCES session (number),
            resource INTEGER NOT NULL REFERENCES resource (number),
            user TEXT NOT NULL REFERENCES user (id),
            at INTEGER NOT NULL,
            value REAL NOT NULL,
            lower REAL,
            median REAL,
            upper REAL,
            UNIQUE (session, resource, at)
        ) STRICT;
        CREATE INDEX forecasts_of_user ON forecast (user);
        CREATE INDEX forecasts_of_resource ON forecast (resource);
        """

    private static let talk = """
        -- What was answered to a request with an id, which is answered so again.
        CREATE TABLE answered (
            request TEXT PRIMARY KEY,
            method TEXT NOT NULL,
            body BLOB NOT NULL,
            reply BLOB NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answered_at ON answered (at);
        -- What has happened and is not on the bus yet.
        CREATE TABLE event (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        """
}
