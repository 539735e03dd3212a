import BusNode

/// Answers how fast the wind blows at places, in metres per second: a stand-in for a weather model.
@main
enum WindSpeedService {
    static func main() async {
        await Service.main("octue/wind-speed:0.3.0") { question in
            let locations = try question.values(as: Locations.self).locations
            try await question.monitor(["locations": locations.count])
            return locations.map { place in
                Int(abs((place.longitude * 3.1 - place.latitude * 5.9) * 11)) % 200
            }
        }
    }
}

/// What is asked: a list of places.
private struct Locations: Decodable {
    let locations: [Location]
}

/// A place on the Earth, in degrees.
private struct Location: Decodable {
    let longitude: Double
    let latitude: Double
}
