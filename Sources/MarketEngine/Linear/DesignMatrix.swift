/// What a model is fitted to: columns one after another in one buffer, the target last.
struct DesignMatrix: Sendable {
    /// Rows of every column.
    let rows: Int
    /// Columns without the target.
    let columns: Int
    /// Column by column; the target is column number `columns`.
    var values: [Double]

    /// The place of a column's first value.
    func offset(ofColumn column: Int) -> Int { column * rows }

    /// The values of a column.
    func column(_ column: Int) -> ArraySlice<Double> {
        values[column * rows..<(column + 1) * rows]
    }
}
