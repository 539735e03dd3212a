import Topics

/// The datasets that a manifest of a strand has, as twine.json describes them.
public struct TwineManifest: Sendable {
    /// Whether the strand may be left out.
    public let isOptional: Bool
    /// The datasets in their order.
    public let datasets: [TwineDataset]

    let strand: Strand

    /// What a manifest breaks.
    func violations(of manifest: JSONValue) -> [TwineViolation] {
        let general = TwineSchemas.manifest.violations(of: manifest)
        if !general.isEmpty {
            return general.map { TwineViolation(strand, $0.place, nil, $0.message) }
        }
        let place = JSONPointer()["datasets"]
        return datasets.flatMap { dataset in
            let twinePlace = JSONPointer()[strand.key]["datasets"][dataset.key]
            guard let given = manifest["datasets"]?[dataset.key] else {
                if dataset.isOptional { return [TwineViolation]() }
                return [
                    TwineViolation(
                        strand, place, twinePlace,
                        "the dataset \(Excerpt.of(dataset.key)) is expected and missing")
                ]
            }
            return dataset.violations(of: given, in: strand, at: place[dataset.key], twinePlace)
        }
    }
}
