import BusNode

/// Which part of the plane is looked at, and how closely. What is left out has the template's value.
struct FractalRequest: Decodable, Sendable {
    /// Points of a row, at least 2.
    var width = 600
    /// Rows, at least 2.
    var height = 600
    /// After how many steps a point is taken to stay, at least 2.
    var iterations = 64
    /// The colours of the plot, `PuBu` or `YlGnBu`.
    var colorScale = "YlGnBu"
    /// The least and the greatest real part.
    var xRange = [-1.5, 0.6]
    /// The least and the greatest imaginary part.
    var yRange = [-1.26, 1.26]

    /// Most points of one surface: a parent that wants more asks for parts of it.
    static let pointsLimit = 4_000_000
    private static let iterationsLimit = 100_000

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        width = try members.decodeIfPresent(Int.self, forKey: .width) ?? width
        height = try members.decodeIfPresent(Int.self, forKey: .height) ?? height
        iterations = try members.decodeIfPresent(Int.self, forKey: .iterations) ?? iterations
        colorScale = try members.decodeIfPresent(String.self, forKey: .colorScale) ?? colorScale
        xRange = try members.decodeIfPresent([Double].self, forKey: .xRange) ?? xRange
        yRange = try members.decodeIfPresent([Double].self, forKey: .yRange) ?? yRange
    }

    /// Makes sure that the surface can be computed.
    ///
    /// - Throws: `NodeError` that names the value and the limit.
    func check() throws(NodeError) {
        try Self.require(
            width >= 2 && height >= 2, "width \(width) and height \(height): 2 at least")
        try Self.require(
            width.multipliedReportingOverflow(by: height).partialValue <= Self.pointsLimit
                && width <= Self.pointsLimit && height <= Self.pointsLimit,
            "\(width) times \(height) points: \(Self.pointsLimit) at most")
        try Self.require(
            (2...Self.iterationsLimit).contains(iterations),
            "n_iterations \(iterations): 2 to \(Self.iterationsLimit)")
        try Self.require(
            ["PuBu", "YlGnBu"].contains(colorScale),
            "color_scale \(colorScale): PuBu or YlGnBu")
        try Self.require(xRange.count == 2 && yRange.count == 2, "a range has two ends")
    }

    private static func require(_ isTrue: Bool, _ rule: String) throws(NodeError) {
        guard isTrue else { throw NodeError(.badValues, rule) }
    }

    private enum CodingKeys: String, CodingKey {
        case width
        case height
        case iterations = "n_iterations"
        case colorScale = "color_scale"
        case xRange = "x_range"
        case yRange = "y_range"
    }
}
