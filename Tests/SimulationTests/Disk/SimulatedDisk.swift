import CSQLite
import Store
import TestSupport

/// A disk in memory that SQLite works on; it fails, tears and forgets by a seed.
///
/// What was written is safe once it was synchronised. When the process dies, everything that was written
/// stays; when the power goes, anything may have become of what was not safe.
final class SimulatedDisk {
    /// Bytes that are written at one time.
    let sectorSize: Int
    /// Whether a write that is torn leaves its neighbours in the same sector alone.
    let sparesNeighbours: Bool
    /// How many operations there were.
    private(set) var operationCount = 0
    /// Whether an operation failed since the last time this was taken back.
    var hasFailed = false
    /// How many operations failed; those without power are not counted.
    private(set) var failureCount = 0
    /// Whether the power is gone, and nothing works until it is back.
    private(set) var isDark = false
    /// Handles of a process that died are of no use any more.
    private(set) var life = 0

    private var files: [String: DiskFile] = [:]
    /// Files that were removed, as long as the folder was not made safe.
    private var removed: [String: DiskFile] = [:]
    private var fault: DiskFault?
    private var random: SeededRandom

    /// An empty disk, whose properties depend on the seed, too.
    init(_ random: SeededRandom) {
        var random = random
        sectorSize = Bool.random(using: &random) ? 512 : 4_096
        sparesNeighbours = Bool.random(using: &random)
        self.random = random
    }

    /// Opens a BusNode file on this disk.
    func open(_ name: String) throws -> Connection {
        let system = DiskFileSystem(of: self)
        defer { withExtendedLifetime(system) {} }
        return try Connection(path: name, fileSystem: system.name)
    }

    /// Lets something go wrong after some operations.
    func prepare(_ fault: DiskFault) {
        self.fault = fault
    }

    /// Lets nothing go wrong any more, unless the power is gone.
    func heal() {
        fault = nil
    }

    /// Ends the process that uses the disk: what it wrote stays, whether safe or not.
    func endProcess() {
        life += 1
        heal()
    }

    /// Takes the power away and gives it back.
    func losePower() {
        endProcess()
        isDark = false
        let damage = PowerLoss(
            sectorSize: sectorSize, sparesNeighbours: sparesNeighbours, &random)
        for name in files.keys.sorted() {
            guard let file = files[name] else { continue }
            if !file.isLinked, !damage.keeps(&random) { files[name] = nil }
            file.losePower(damage, &random)
        }
        for name in removed.keys.sorted() {
            guard let file = removed[name], files[name] == nil, !damage.keeps(&random) else {
                continue
            }
            file.losePower(damage, &random)
            files[name] = file
        }
        removed = [:]
    }

    // MARK: What SQLite asks for

    /// Counts an operation.
    ///
    /// - Returns: what SQLite is told when it fails.
    func begin(_ operation: DiskOperation) -> Int32? {
        if isDark { return operation.error }
        operationCount += 1
        guard var fault, operation.isChange || !fault.isOfChanges else { return nil }
        if fault.operationsLeft > 0 {
            fault.operationsLeft -= 1
            self.fault = fault
            return nil
        }
        if fault.kind == .full, operation != .write { return nil }
        hasFailed = true
        failureCount += 1
        switch fault.kind {
        case .full: return SQLITE_FULL
        case .errors: break
        case .errorOnce: self.fault = nil
        case .powerLoss: isDark = true
        }
        return operation.error
    }

    /// The file of this name.
    ///
    /// - Returns: nil when it does not exist and is not to be made.
    func file(_ name: String, isMade: Bool) -> DiskFile? {
        if let file = files[name] { return file }
        guard isMade else { return nil }
        let file = DiskFile()
        files[name] = file
        return file
    }

    /// Whether there is a file of this name.
    func has(_ name: String) -> Bool {
        files[name] != nil
    }

    /// Removes a file; `isSafe` says that it must not come back.
    ///
    /// - Returns: false when there is none.
    func remove(_ name: String, isSafe: Bool) -> Bool {
        guard let file = files.removeValue(forKey: name) else { return false }
        if isSafe {
            removed[name] = nil
        } else if file.isLinked {
            removed[name] = file
        }
        return true
    }

    /// Makes what was made and removed in the folder safe.
    func synchroniseFolder() {
        for file in files.values { file.isLinked = true }
        removed = [:]
    }

    /// Fails to make what was written to a file safe: it stays to be done, or is forgotten.
    func failToSynchronise(_ file: DiskFile) {
        if !isDark, Bool.random(using: &random) { file.forgetChanges() }
    }

    /// Fails to write: any first part of the bytes is written nevertheless.
    func failToWrite(_ bytes: UnsafeRawBufferPointer, to file: DiskFile, at offset: Int) {
        let length = Int.random(in: 0...bytes.count, using: &random)
        file.write(UnsafeRawBufferPointer(rebasing: bytes[..<length]), at: offset)
    }
}
