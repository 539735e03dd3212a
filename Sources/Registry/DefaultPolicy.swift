package import Topics

/// Whether a revision that is being registered becomes the default one of its service.
package enum DefaultPolicy: Sendable {
    /// The highest version becomes the default.
    case latestVersion
    /// Only a revision that asks for it becomes the default.
    case onlyOnRequest

    /// Whether the newcomer becomes the default, and why.
    ///
    /// What the registration asks for decides. Where it asks for nothing, `latestVersion` compares the
    /// newcomer with every stored revision, not just with the default one; among equal versions the
    /// newcomer wins. A tag that is no version never wins, and is nobody's obstacle.
    ///
    /// - Parameters:
    ///   - newcomer: The tag being registered.
    ///   - requested: What the registration asks for in `is_default`, if anything.
    ///   - stored: The tags that the service has already.
    package func decide(
        on newcomer: RevisionTag, requested: Bool?, among stored: [RevisionTag]
    ) -> DefaultDecision {
        if let requested {
            return requested ? .yes("is_default is true") : .no("is_default is false")
        }
        switch self {
        case .onlyOnRequest:
            return .no("the default is pinned")
        case .latestVersion:
            guard let version = newcomer.version else { return .no("the tag is no version") }
            let higher = stored.first { tag in tag.version.map { $0 > version } ?? false }
            return higher.map { .no("\($0) is a higher version") }
                ?? .yes("no version is higher")
        }
    }
}
