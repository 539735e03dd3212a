import Registry
import Topics

/// The sentences in which the registry says what is wrong.
extension RegistryRefusal {
    static func unknownMethod(_ method: String) -> RegistryRefusal {
        let methods = RegistryMethod.allCases.map(\.rawValue).joined(separator: ", ")
        return RegistryRefusal(
            "the registry has no method \"\(method.prefix(80))\"; it has \(methods)")
    }

    static func tooLarge(_ count: Int, limit: Int) -> RegistryRefusal {
        RegistryRefusal("the request has \(count) bytes, and the limit is \(limit)")
    }

    /// The body is not JSON, or not the JSON that the method needs.
    static func malformed(_ error: any Error) -> RegistryRefusal {
        switch error {
        case let error as FieldErrors:
            RegistryRefusal(error.description, fields: error.reasons)
        case let error as JSONError:
            RegistryRefusal("the request is not JSON: \(error)")
        default:
            RegistryRefusal("the request is not a JSON object")
        }
    }

    static func conflict(
        _ wish: RegistrationRequest, _ conflict: RegistrationConflict
    ) -> RegistryRefusal {
        switch conflict {
        case .isDefault(let before):
            RegistryRefusal(
                "\(wish.revision) was registered \(isDefault(before)), and now comes "
                    + "\(isDefault(wish.isDefault)); a revision is registered once, so use another "
                    + "tag", fields: ["is_default": "differs from what was said before"])
        case .channel(let before):
            RegistryRefusal(
                "\(wish.revision) was registered \(before.map { "on channel \($0)" } ?? "on no channel"), "
                    + "and now comes on another; move the channel with set-channel",
                fields: ["channel": "differs from what was said before"])
        case .tooManyChannels:
            tooManyChannels(of: wish.revision.service)
        case .twine:
            RegistryRefusal(
                "\(wish.revision) was registered with another twine; a revision's twine never "
                    + "changes, so use another tag",
                fields: ["twine": "differs from the one that is kept"])
        }
    }

    static let tooManyPins = RegistryRefusal(
        "\(RevisionStore.pinLimit) defaults are kept for trees of questions, which is the limit; they "
            + "go when the trees end")

    static func tooManyChannels(of service: ServiceName) -> RegistryRefusal {
        RegistryRefusal(
            "\(service) has \(RevisionStore.channelLimit) channels, which is the limit; end one first",
            fields: ["channel": "is one too many"])
    }

    static func isInUse(_ known: RegisteredRevision, _ use: String) -> RegistryRefusal {
        RegistryRefusal(
            "\(known.revision) \(use); move that to another revision first, or say "
                + "\"force\": true", fields: ["force": "is not true"])
    }

    static func notFound(
        _ reference: ServiceReference, newest: [RegisteredRevision], of count: Int
    ) -> RegistryRefusal {
        let others = newest.map(\.revision.description)
        let reason =
            switch reference {
            case .revision: "\(reference) is not registered"
            case .defaultRevision where count == 0: "no revision of \(reference) is registered"
            case .defaultRevision: "\(reference) has no default revision"
            }
        return RegistryRefusal(reason + among(others, of: count), revisions: others)
    }

    private static func among(_ others: [String], of count: Int) -> String {
        guard !others.isEmpty else { return "" }
        let more = count > others.count ? " and \(count - others.count) more" : ""
        return "; registered are \(others.joined(separator: ", "))\(more)"
    }

    private static func isDefault(_ wish: Bool?) -> String {
        wish.map { "with is_default \($0)" } ?? "without is_default"
    }
}
