import BusNode

/// Answers what a fractal looks like: a surface to plot, as Twined's fractal template gives it.
@main
enum FractalService {
    static func main() async {
        await Service.main("octue/fractal:1.1.0") { question in
            let request = try question.values(as: FractalRequest.self)
            try request.check()
            return try await Fractal(request).surface { done in
                try await question.monitor(["progress": done])
            }
        }
    }
}
