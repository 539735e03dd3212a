import Dispatch
import Store
import Synchronization

/// The transactions of a role's file, one after the other: while one is on its way to the disk, the role
/// fills the next.
///
/// What is said after a commit waits for `takeSynced()`; the role calls it in a turn, which the end of the
/// waiting brings about.
final class CommitPipeline {
    private let file: Connection
    private let thread: ReactorThread
    /// Nil where every commit waits by itself.
    private let sync: LogSync?
    private let waiting = DispatchQueue(label: "busnode.commits")
    private let outcome = Outcome()

    /// Whether the last transaction is on its way to the disk.
    private(set) var isSyncing = false

    /// How the waiting ended, when it has.
    private final class Outcome: Sendable {
        let result = Locked<Result<Void, StoreError>?>(nil)
    }

    /// The transactions of a file that the caller owns, on this thread.
    init(_ file: Connection, on thread: ReactorThread) throws(StoreError) {
        self.file = file
        self.thread = thread
        sync = try file.separateSync()
    }

    /// Begins a transaction, unless one is open.
    func begin() throws(StoreError) {
        if !file.isInTransaction { try file.begin() }
    }

    /// Ends the open transaction; the one before has to be on disk.
    ///
    /// - Parameter waitsHere: whether the thread has nothing better to do than to wait for the disk.
    /// - Returns: whether it is on disk already; else `takeSynced()` will tell.
    func end(waitsHere: Bool) throws(StoreError) -> Bool {
        precondition(!isSyncing, "a transaction ends only when the one before is on disk")
        guard let sync, !waitsHere else {
            try file.commit()
            return true
        }
        guard try file.write() else { return true }
        isSyncing = true
        waiting.async { [outcome, thread] in
            let result = Result { () throws(StoreError) in try sync.run() }
            outcome.result.withLock { $0 = result }
            thread.wake()
        }
        return false
    }

    /// Whether the transaction that was on its way has arrived since the last look.
    ///
    /// - Throws: `StoreError` when the disk did not take it.
    func takeSynced() throws(StoreError) -> Bool {
        guard isSyncing else { return false }
        let arrived = outcome.result.withLock { result in
            defer { result = nil }
            return result
        }
        guard let arrived else { return false }
        isSyncing = false
        try arrived.get()
        return true
    }

    /// Waits until nothing is on its way; `takeSynced()` tells how it went.
    func waitUntilSynced() {
        waiting.sync {}
    }
}
