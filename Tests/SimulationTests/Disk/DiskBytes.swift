import Foundation

/// The content of a file in memory; what was never written between two writes is zero.
final class DiskBytes {
    private var memory = UnsafeMutableRawPointer.allocate(byteCount: 4_096, alignment: 16)
    private var capacity = 4_096
    private(set) var count = 0

    deinit {
        memory.deallocate()
    }

    /// The bytes of a place that lies within the content.
    subscript(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        precondition(range.upperBound <= count)
        return UnsafeRawBufferPointer(start: memory + range.lowerBound, count: range.count)
    }

    /// Cuts or lengthens the content.
    func resize(to size: Int) {
        if size > capacity {
            let wider = max(size, 2 * capacity)
            let moved = UnsafeMutableRawPointer.allocate(byteCount: wider, alignment: 16)
            moved.copyMemory(from: memory, byteCount: count)
            memory.deallocate()
            (memory, capacity) = (moved, wider)
        }
        if size > count { memset(memory + count, 0, size - count) }
        count = size
    }

    /// Writes bytes at a place, after which the content may be longer.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        if offset + bytes.count > count { resize(to: offset + bytes.count) }
        (memory + offset).copyMemory(from: start, byteCount: bytes.count)
    }

    /// Takes over the content of another.
    func copy(_ other: DiskBytes) {
        resize(to: other.count)
        memory.copyMemory(from: other.memory, byteCount: count)
    }
}
