import Foundation
import Testing
import Topics
import Twined

@Suite("The public YAML test suite")
struct YAMLSuiteTests {
    @Test func `every case is read as it should be or refused, and none is misread`() throws {
        var tally = Tally()
        for sample in try YAMLSuite().cases {
            do throws(YAMLError) {
                let value = try YAMLReader.read(sample.yaml)
                #expect(!sample.hasToFail, "\(sample) has to be refused, and was \(value)")
                #expect(value == sample.expected, "\(sample)")
                tally.equal += 1
            } catch {
                tally.count(error.problem, sample)
            }
        }
        #expect(
            tally
                == Tally(equal: 187, refusedRightly: 94, refusedByFeature: 116, refusedOtherwise: 9)
        )
    }

    @Test func `the document names every feature that is refused`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/twined.md")
        let document = try String(contentsOf: file, encoding: .utf8)
        for feature in YAMLFeature.allCases {
            #expect(document.contains(feature.rawValue))
        }
    }

    /// What became of the cases; docs/twined.md gives the figures.
    private struct Tally: Equatable {
        var equal = 0
        /// No reader may take these.
        var refusedRightly = 0
        /// YAML has these, and we do not; those that mean no JSON value or several are among them.
        var refusedByFeature = 0
        /// The same, refused for another reason than a feature.
        var refusedOtherwise = 0

        mutating func count(_ problem: YAMLError.Problem, _ sample: YAMLSuite.Case) {
            if sample.hasToFail {
                refusedRightly += 1
            } else if case .unsupported = problem {
                refusedByFeature += 1
            } else {
                refusedOtherwise += 1
            }
        }
    }
}
