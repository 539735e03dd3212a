import Topics
package import Twined

extension Twine {
    /// What the body of a question breaks.
    package func violations(ofQuestion body: JSONValue) -> [TwineViolation] {
        var found = violations(ofSent: body["input_values"], in: .inputValues)
        found += violations(ofSent: body["input_manifest"], in: .inputManifest)
        if let children = body["children"], !children.isNull {
            found += childrenViolations(children)
        }
        return found
    }

    /// What the body of a result breaks.
    package func violations(ofResult body: JSONValue) -> [TwineViolation] {
        violations(ofSent: body["output_values"], in: .outputValues)
            + violations(ofSent: body["output_manifest"], in: .outputManifest)
    }

    /// What the data of a strand break as they travel.
    ///
    /// Python and Swift alike write "no data" as null, so null counts as none where none are needed.
    package func violations(
        ofSent data: JSONValue?, in strand: Strand
    ) -> [TwineViolation] {
        if data?.isNull != false {
            let found = violations(of: nil, in: strand)
            if data == nil || found.isEmpty { return found }
        }
        return violations(of: data, in: strand)
    }
}

extension [TwineViolation] {
    /// The failure of a question because of these, under the name that Twined has for it; nil when there are
    /// none.
    package var exception: RemoteException? {
        guard let first else { return nil }
        let type =
            switch first.strand {
            case .monitorMessage: "InvalidMonitorMessage"
            case .configurationManifest, .inputManifest, .outputManifest: "InvalidManifestContents"
            case .configurationValues, .inputValues, .outputValues, .children, .credentials:
                "InvalidValuesContents"
            }
        return RemoteException(type: type, message: lines)
    }

    /// Each on a line of its own where there are several.
    var lines: String {
        count == 1 ? self[0].description : map { "\n  \($0)" }.joined()
    }
}
