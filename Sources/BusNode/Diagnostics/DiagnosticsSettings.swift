public import Twined

/// Where a service keeps what is needed to run its questions again, and what it was configured with.
///
/// A question says itself when it is to be kept (`Child.Options.saveDiagnostics`): always, never, or when
/// it ends with an exception. It gets the folder `<folder>/<question id>`, which `Diagnosis` reads.
public struct DiagnosticsSettings: Sendable {
    /// The folder; it is made when the first question is kept.
    public var folder: String
    /// The values that the service is configured with; nil without any.
    public var configurationValues: JSONValue?
    /// The manifest that the service is configured with; nil without one.
    public var configurationManifest: JSONValue?

    /// Below which folders datasets are copied from; nil to copy none, and leave manifests as they are.
    /// A parent names the paths, so that anywhere is no good answer.
    public var datasetRoots: AllowedRoots?

    /// Diagnostics in a folder.
    public init(folder: String) {
        self.folder = folder
    }

    /// Keeps a question if it is to be kept. A failure to do so is logged, and changes no answer.
    func save(_ question: IncomingQuestion, hasFailed: Bool) async {
        switch question.question.saveDiagnostics {
        case .off: return
        case .onCrash where !hasFailed: return
        case .onCrash, .on: break
        }
        do throws(NodeError) {
            var diagnosis = Diagnosis(try await question.connection.tree(of: question.id))
            diagnosis.configurationValues = configurationValues
            diagnosis.configurationManifest = configurationManifest
            try diagnosis.write(to: "\(folder)/\(question.id)", copyingFrom: datasetRoots)
        } catch {
            Log.write(
                "the diagnostics of question \(question.id) are not saved: \(error)",
                by: question.recipient.description)
        }
    }
}
