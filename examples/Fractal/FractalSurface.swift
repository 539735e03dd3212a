/// A surface in the form that Plotly takes, as Twined's fractal template gives it.
struct FractalSurface: Encodable, Sendable {
    let data: Plot
    let layout: Layout

    /// The points and their heights, `height` rows of `width` numbers each.
    struct Plot: Encodable, Sendable {
        let x: [[Double]]
        let y: [[Double]]
        let z: [[Int]]
        let colorscale: String
        let type = "surface"

        private enum CodingKeys: String, CodingKey { case x, y, z, colorscale, type }
    }

    /// What is written around the plot.
    struct Layout: Encodable, Sendable {
        let title: String
        let width: Int
        let height: Int
    }

    /// The surface of a computed fractal.
    init(_ request: FractalRequest, xs: [Double], ys: [Double], steps: [[Int]]) {
        data = Plot(
            x: ys.map { _ in xs }, y: ys.map { y in xs.map { _ in y } }, z: steps,
            colorscale: request.colorScale)
        layout = Layout(
            title: "Mandelbrot set with \(request.iterations) iterations", width: request.width,
            height: request.height)
    }
}
