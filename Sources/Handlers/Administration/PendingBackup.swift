import Store
import Topics

/// A copy of the file that is being made for somebody.
struct PendingBackup {
    let copy: Backup
    let correlation: UInt64
    let session: SessionID
}
