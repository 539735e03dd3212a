import Foundation
import TestSupport

/// A file of a simulated disk: what is read from it, what is safe, and the changes between the two.
final class DiskFile {
    /// What a reader sees: the operating system's memory.
    let seen = DiskBytes()
    private let safe = DiskBytes()
    private var unsafeChanges: [Change] = []
    /// Whether the folder's entry for the file is safe.
    var isLinked = false

    private enum Change {
        case write([UInt8], offset: Int)
        case resize(Int)
    }

    /// Writes bytes that are not safe yet.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        seen.write(bytes, at: offset)
        unsafeChanges.append(.write(Self.copy(bytes), offset: offset))
    }

    /// Cuts or lengthens the file, which is not safe yet.
    func resize(to size: Int) {
        seen.resize(to: size)
        unsafeChanges.append(.resize(size))
    }

    /// Makes everything safe.
    func synchronise() {
        isLinked = true
        for change in unsafeChanges {
            switch change {
            case .write(let bytes, let offset):
                bytes.withUnsafeBytes { safe.write($0, at: offset) }
            case .resize(let size): safe.resize(to: size)
            }
        }
        unsafeChanges.removeAll(keepingCapacity: true)
    }

    /// Fails to make the changes safe, and takes them for written, as operating systems do: they are seen
    /// until the power goes, and no later synchronisation writes them.
    func forgetChanges() {
        unsafeChanges.removeAll(keepingCapacity: true)
    }

    /// Loses the power: of what was not safe, each sector becomes old, new or something else.
    func losePower(_ damage: PowerLoss, _ random: inout SeededRandom) {
        var left = damage.order.map { _ in Int.random(in: 0...unsafeChanges.count, using: &random) }
        for change in unsafeChanges {
            let isInOrder = left.map { $0 > 0 }
            left = left.map { $0 - 1 }
            switch change {
            case .resize(let size):
                if isInOrder ?? damage.keeps(&random) { safe.resize(to: size) }
            case .write(let bytes, let offset):
                bytes.withUnsafeBytes {
                    write($0, at: offset, damage, isInOrder: isInOrder, &random)
                }
            }
        }
        unsafeChanges.removeAll(keepingCapacity: true)
        seen.copy(safe)
    }

    private func write(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, _ damage: PowerLoss, isInOrder: Bool?,
        _ random: inout SeededRandom
    ) {
        var start = 0
        while start < bytes.count {
            let place = offset + start
            let sector = place / damage.sectorSize * damage.sectorSize
            let end = min(bytes.count, sector + damage.sectorSize - offset)
            let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            switch isInOrder.map({ $0 ? .kept : .lost }) ?? damage.fate(&random) {
            case .lost: break
            case .kept: safe.write(part, at: place)
            case .torn:
                let length = Int.random(in: 0...part.count, using: &random)
                safe.write(UnsafeRawBufferPointer(rebasing: part[..<length]), at: place)
            case .garbled where damage.sparesNeighbours:
                garble(place..<place + part.count, &random)
            case .garbled:
                let all = min(sector + damage.sectorSize, max(safe.count, place + part.count))
                garble(sector..<all, &random)
            }
            start = end
        }
    }

    private func garble(_ range: Range<Int>, _ random: inout SeededRandom) {
        let words = (0...range.count / 8).map { _ in random.next() }
        words.withUnsafeBytes {
            safe.write(UnsafeRawBufferPointer(rebasing: $0[..<range.count]), at: range.lowerBound)
        }
    }

    private static func copy(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
            UnsafeMutableRawBufferPointer(target).copyMemory(from: bytes)
            count = bytes.count
        }
    }
}
