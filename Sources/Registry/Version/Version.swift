/// A version as Python's PEP 440 has it: read from many spellings, written in one, ordered exactly.
///
/// `1.0.0-beta.2`, `v1.0b2` and `1.0.0b02` are one version. See docs/registry.md for the whole order.
package struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What counts before everything else, for a project that changed its way of counting; mostly 0.
    let epoch: DecimalNumber
    /// The numbers between dots, as many as were written.
    let release: [DecimalNumber]
    /// An alpha, a beta or a release candidate.
    let preRelease: PreRelease?
    /// A release after the release, as for a wrong file in it.
    let postRelease: DecimalNumber?
    /// A snapshot on the way to the version.
    let developmentRelease: DecimalNumber?
    /// Who builds, after `+`; no revision tag has one.
    let local: [LocalPart]?

    /// Which pre-release, and its number.
    struct PreRelease: Hashable, Sendable {
        let stage: Stage
        let number: DecimalNumber
    }

    /// How far a pre-release is, in order; the text is how PEP 440 writes it.
    enum Stage: String, Hashable, Sendable {
        case alpha = "a"
        case beta = "b"
        case candidate = "rc"
    }

    /// A part of what follows `+`. A text comes before any number.
    enum LocalPart: Hashable, Comparable, Sendable {
        case text(String)
        case number(DecimalNumber)
    }

    /// Reads a version in any spelling of PEP 440, in time proportional to its length; nil for any other
    /// text, such as `latest`, `1.0.0-SNAPSHOT` or `a3eb45`.
    package init?(_ text: String) {
        var scanner = VersionScanner(text)
        guard let version = scanner.version() else { return nil }
        self = version
    }

    init(
        epoch: DecimalNumber, release: [DecimalNumber], preRelease: PreRelease?,
        postRelease: DecimalNumber?, developmentRelease: DecimalNumber?, local: [LocalPart]?
    ) {
        self.epoch = epoch
        self.release = release
        self.preRelease = preRelease
        self.postRelease = postRelease
        self.developmentRelease = developmentRelease
        self.local = local
    }

    /// Whether it is meant for everybody: neither a pre-release nor a development release.
    package var isStable: Bool { preRelease == nil && developmentRelease == nil }

    /// The one spelling that PEP 440 prefers, such as `1.0.0b2.post1.dev3`.
    package var description: String {
        var text = epoch == .zero ? "" : "\(epoch)!"
        text += release.map(\.description).joined(separator: ".")
        if let preRelease { text += "\(preRelease.stage.rawValue)\(preRelease.number)" }
        if let postRelease { text += ".post\(postRelease)" }
        if let developmentRelease { text += ".dev\(developmentRelease)" }
        if let local { text += "+" + local.map(\.description).joined(separator: ".") }
        return text
    }
}

extension Version {
    /// Whether both are the same version, however they are spelled: `1.0` and `v1.0.0` are.
    package static func == (left: Version, right: Version) -> Bool {
        !(left < right) && !(right < left)
    }

    /// Whether the left version comes before the right one.
    package static func < (left: Version, right: Version) -> Bool {
        if left.epoch != right.epoch { return left.epoch < right.epoch }
        let (leftRelease, rightRelease) = (left.significantRelease, right.significantRelease)
        if leftRelease != rightRelease {
            return leftRelease.lexicographicallyPrecedes(rightRelease)
        }
        for (leftPhase, rightPhase) in zip(left.phases, right.phases)
        where leftPhase != rightPhase {
            return leftPhase < rightPhase
        }
        guard let rightLocal = right.local else { return false }
        return left.local?.lexicographicallyPrecedes(rightLocal) ?? true
    }

    /// Hashes what counts for the order.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(epoch)
        hasher.combine(significantRelease)
        for (rank, number) in phases {
            hasher.combine(rank)
            hasher.combine(number)
        }
        hasher.combine(local)
    }

    /// The release without the zeros at its end, which change nothing.
    private var significantRelease: [DecimalNumber] {
        let end = release.lastIndex { $0 != .zero }.map { $0 + 1 } ?? 0
        return Array(release[..<end])
    }

    /// Where the version stands among those of the same release: by pre-release, by post-release, by
    /// snapshot. A snapshot of the release itself comes before every alpha.
    private var phases: [(rank: Int, number: DecimalNumber)] {
        let preRank: (Int, DecimalNumber) =
            switch preRelease?.stage {
            case .alpha: (1, preRelease?.number ?? .zero)
            case .beta: (2, preRelease?.number ?? .zero)
            case .candidate: (3, preRelease?.number ?? .zero)
            case nil: (postRelease == nil && developmentRelease != nil ? 0 : 4, .zero)
            }
        return [
            preRank,
            postRelease.map { (1, $0) } ?? (0, .zero),
            developmentRelease.map { (0, $0) } ?? (1, .zero),
        ]
    }
}

extension Version.LocalPart: CustomStringConvertible {
    /// The part in lower case, a number without leading zeros.
    var description: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.description
        }
    }
}
