import BusNode

/// Answers how high places are, in metres: a stand-in for a terrain model, the same for the same place.
@main
enum ElevationService {
    static func main() async {
        await Service.main("octue/elevation:0.2.1") { question in
            let locations = try question.values(as: Locations.self).locations
            try await question.log("\(locations.count) locations to look up")
            return locations.map { place in
                Int(abs((place.longitude * 7.3 + place.latitude * 13.7) * 37)) % 5_000
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
