import Topics

/// One dataset of a manifest, as twine.json describes it.
public struct TwineDataset: Sendable {
    /// Its name in the manifest.
    public let key: String
    /// What it is for.
    public let purpose: String?
    /// Whether it may be left out.
    public let isOptional: Bool

    /// What the tags of each file have to keep.
    let fileTags: JSONSchema?

    /// What the files of a dataset break; those of a dataset that is only a path are not known here.
    func violations(
        of dataset: JSONValue, in strand: Strand, at place: JSONPointer, _ twinePlace: JSONPointer
    ) -> [TwineViolation] {
        guard let fileTags, let files = dataset["files"]?.array else { return [] }
        let template = twinePlace["file_tags_template"]
        return files.enumerated().flatMap { number, file -> [TwineViolation] in
            guard let tags = file["tags"] else { return [] }
            let place = place["files"][number]["tags"]
            let path = file["path"]?.string ?? ""
            return fileTags.violations(of: tags).map { violation in
                TwineViolation(
                    strand, place.appending(violation.place),
                    violation.schemaPlace.map { template.appending($0) },
                    "\(violation.message), which the tags of the file \(Excerpt.of(path)) in the "
                        + "dataset \(Excerpt.of(key)) have to keep")
            }
        }
    }
}
