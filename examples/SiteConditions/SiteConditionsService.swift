import BusNode

/// Answers what sites are like: asks its children for elevations and wind speeds at the same time, and
/// puts their answers together.
@main
enum SiteConditionsService {
    static func main() async {
        await Service.main("octue/site-conditions:0.1.0") { question in
            let sites = try question.values(as: JSONValue.self)
            let options = Child.Options(timeout: .seconds(60))
            async let windSpeeds = question.child("octue/wind-speed")
                .answer(to: sites, as: [Int].self, options)
            async let elevations = question.child("octue/elevation")
                .answer(to: sites, as: [Int].self, options)
            return SiteConditions(
                windSpeeds: try await windSpeeds, elevations: try await elevations)
        }
    }
}

/// What sites are like, a number a site in the order of asking.
private struct SiteConditions: Encodable {
    /// In metres per second.
    let windSpeeds: [Int]
    /// In metres.
    let elevations: [Int]

    private enum CodingKeys: String, CodingKey {
        case windSpeeds = "wind_speeds"
        case elevations
    }
}
