/// The few vector operations that the engine spends its time in.
enum VectorMath {
    /// The sum of products, with sixteen running sums so that additions overlap.
    @inline(__always)
    static func dot(
        _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, _ count: Int
    ) -> Double {
        var (first, second) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        let (a, b) = (UnsafeRawPointer(left), UnsafeRawPointer(right))
        var place = 0
        while place + 16 <= count {
            let (near, far) = (place * 8, place * 8 + 64)
            first +=
                a.loadUnaligned(fromByteOffset: near, as: SIMD8<Double>.self)
                * b.loadUnaligned(fromByteOffset: near, as: SIMD8<Double>.self)
            second +=
                a.loadUnaligned(fromByteOffset: far, as: SIMD8<Double>.self)
                * b.loadUnaligned(fromByteOffset: far, as: SIMD8<Double>.self)
            place += 16
        }
        var rest = 0.0
        while place < count {
            rest += left[place] * right[place]
            place += 1
        }
        return (first + second).sum() + rest
    }

    /// The sum of products of two buffers of the same length.
    static func dot(
        _ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>
    ) -> Double {
        precondition(left.count == right.count, "a sum of products needs two of a length")
        guard let a = left.baseAddress, let b = right.baseAddress else { return 0 }
        return dot(a, b, left.count)
    }

    /// Adds a multiple of one vector to another.
    @inline(__always)
    static func add(
        _ factor: Double, times vector: UnsafePointer<Double>,
        to target: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        for place in 0..<count { target[place] += factor * vector[place] }
    }
}

extension SIMD8<Double> {
    /// The sum of the eight.
    @inline(__always)
    fileprivate func sum() -> Double {
        let four = lowHalf + highHalf
        let two = four.lowHalf + four.highHalf
        return two.x + two.y
    }
}
