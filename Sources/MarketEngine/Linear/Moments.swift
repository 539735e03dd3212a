/// Sums of products of all columns of a matrix over some of its rows, about given centres.
///
/// Fits need nothing else: the moments of a coalition of sellers are a part of those of all.
struct Moments: Sendable {
    /// Columns, the target among them as the last.
    let size: Int
    /// How many rows were added up.
    private(set) var rows: Int
    /// What was subtracted from each column first.
    private(set) var centres: [Double]
    /// The sum of each column after that.
    private(set) var sums: [Double]
    /// The sums of products, `size` by `size`.
    private(set) var products: [Double]

    /// The sum of products of two columns.
    subscript(row: Int, column: Int) -> Double { products[row * size + column] }

    /// The moments over some rows of a matrix about the means of those rows.
    init(_ matrix: DesignMatrix, _ rows: Range<Int>) {
        let means = (0...matrix.columns).map { column in
            let start = matrix.offset(ofColumn: column)
            let slice = matrix.values[start + rows.lowerBound..<start + rows.upperBound]
            return slice.reduce(0, +) / Double(rows.count)
        }
        self.init(matrix, rows, about: means)
    }

    /// The moments over some rows of a matrix about any centres.
    init(_ matrix: DesignMatrix, _ rows: Range<Int>, about centres: [Double]) {
        size = matrix.columns + 1
        self.rows = rows.count
        self.centres = centres
        sums = [Double](repeating: 0, count: size)
        products = [Double](repeating: 0, count: size * size)
        let (width, size) = (Self.blockRows, size)
        var block = [Double](repeating: 0, count: size * width)
        matrix.values.withUnsafeBufferPointer { values in
            block.withUnsafeMutableBufferPointer { block in
                for first in stride(from: rows.lowerBound, to: rows.upperBound, by: width) {
                    let length = min(width, rows.upperBound - first)
                    for column in 0..<size {
                        let source = column * matrix.rows + first
                        var sum = 0.0
                        for row in 0..<length {
                            let centred = values[source + row] - centres[column]
                            block[column * width + row] = centred
                            sum += centred
                        }
                        sums[column] += sum
                    }
                    addProducts(of: UnsafeBufferPointer(block), length: length)
                }
            }
        }
        mirror()
    }

    /// The moments over the rows of all parts, about the means of those rows.
    init(joining parts: [Moments]) {
        precondition(!parts.isEmpty, "moments of no rows")
        self = parts[0]
        for part in parts.dropFirst() {
            precondition(part.centres == centres, "only moments about the same centres add up")
            rows += part.rows
            for place in sums.indices { sums[place] += part.sums[place] }
            for place in products.indices { products[place] += part.products[place] }
        }
        let count = Double(rows)
        for row in 0..<size {
            for column in 0..<size {
                products[row * size + column] -= sums[row] * sums[column] / count
            }
        }
        for column in 0..<size {
            centres[column] += sums[column] / count
            sums[column] = 0
        }
    }

    /// Rows that are added up at a time: all columns of a block stay in the cache of one core.
    private static let blockRows = 256

    private mutating func addProducts(of block: UnsafeBufferPointer<Double>, length: Int) {
        guard let base = block.baseAddress else { return }
        products.withUnsafeMutableBufferPointer { products in
            for row in 0..<size {
                let left = base + row * Self.blockRows
                for column in 0...row {
                    products[row * size + column] += VectorMath.dot(
                        left, base + column * Self.blockRows, length)
                }
            }
        }
    }

    private mutating func mirror() {
        for row in 0..<size {
            for column in 0..<row { products[column * size + row] = products[row * size + column] }
        }
    }
}
