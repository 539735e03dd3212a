/// The moments of a model's columns over its training rows and its validation rows.
struct FitProblem: Sendable {
    /// Over the training rows, about their means.
    let training: Moments
    /// Over the validation rows, about the means of the training rows.
    let validation: Moments
    /// Over all rows, about their means: for the forecast.
    let whole: Moments
    /// The validation rows less the means of the training rows, column by column, target last.
    let validationColumns: [Double]

    /// Columns without the target.
    var columns: Int { training.size - 1 }

    /// The moments of a matrix of which the last rows are for validation and one before is skipped.
    init(_ matrix: DesignMatrix, validationRows: Int) {
        let first = matrix.rows - validationRows
        training = Moments(matrix, 0..<first - 1)
        validation = Moments(matrix, first..<matrix.rows, about: training.centres)
        let skipped = Moments(matrix, first - 1..<first, about: training.centres)
        whole = Moments(joining: [training, skipped, validation])
        var columns: [Double] = []
        columns.reserveCapacity((matrix.columns + 1) * validationRows)
        for column in 0...matrix.columns {
            let start = matrix.offset(ofColumn: column)
            let centre = training.centres[column]
            columns += matrix.values[start + first..<start + matrix.rows].map { $0 - centre }
        }
        validationColumns = columns
    }

    /// All rows as training rows, to fit the model of the forecast.
    var refit: FitProblem {
        FitProblem(
            training: whole, validation: validation, whole: whole,
            validationColumns: validationColumns)
    }

    private init(
        training: Moments, validation: Moments, whole: Moments, validationColumns: [Double]
    ) {
        self.training = training
        self.validation = validation
        self.whole = whole
        self.validationColumns = validationColumns
    }

    /// The standard deviation of a column over all rows, divided by their number.
    func deviation(ofColumn column: Int) -> Double {
        (max(0, whole[column, column]) / Double(whole.rows)).squareRoot()
    }
}
