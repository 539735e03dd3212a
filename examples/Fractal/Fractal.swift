import BusNode

/// The Mandelbrot set: for each point c how many steps z² + c takes to leave the circle of radius 2.
struct Fractal {
    private let request: FractalRequest

    /// The set, seen through a request.
    init(_ request: FractalRequest) {
        self.request = request
    }

    /// Computes the surface, row by row.
    ///
    /// - Parameter progress: called now and then with the share of the rows that are done, from 0 to 1.
    func surface(_ progress: (Double) async throws -> Void) async throws -> FractalSurface {
        let xs = Self.points(from: request.xRange[0], to: request.xRange[1], count: request.width)
        let ys = Self.points(from: request.yRange[0], to: request.yRange[1], count: request.height)
        var steps: [[Int]] = []
        steps.reserveCapacity(ys.count)
        for (row, y) in ys.enumerated() {
            try Task.checkCancellation()
            steps.append(xs.map { Self.steps(x: $0, y: y, limit: request.iterations) })
            if row % max(1, ys.count / 4) == 0, row > 0 {
                try await progress(Double(row) / Double(ys.count))
            }
        }
        return FractalSurface(request, xs: xs, ys: ys, steps: steps)
    }

    /// How many steps a point takes to leave, counted from 1 as in Twined's template; one more than the limit
    /// when it stays.
    static func steps(x: Double, y: Double, limit: Int) -> Int {
        var (real, imaginary) = (0.0, 0.0)
        var step = 1
        while step <= limit, real * real + imaginary * imaginary < 4 {
            (real, imaginary) = (
                real * real - imaginary * imaginary + x, 2 * real * imaginary + y
            )
            step += 1
        }
        return step
    }

    /// Points at equal distances, both ends included.
    private static func points(from first: Double, to last: Double, count: Int) -> [Double] {
        (0..<count).map { first + (last - first) * Double($0) / Double(count - 1) }
    }
}
