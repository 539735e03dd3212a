import Foundation
import ProcessSupport
import TestSupport

/// A library that is compiled for a test and loaded into a program.
struct Shim {
    static let compiler = ["cc", "clang"].first { Faults.has($0) }

    let folder: TemporaryFolder
    private let library: String

    /// Compiles one of the files in `Shims`.
    init(_ name: String) async throws {
        folder = try TemporaryFolder()
        library = folder.file("\(name).so")
        let source = "\(BuiltProgram.package)/Tests/FaultTests/Shims/\(name).c"
        let compiling = try Program(
            "/usr/bin/env",
            [Self.compiler ?? "cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
        guard try await compiling.status() == 0 else {
            throw NeverHappened(what: "a library of \(source): \(compiling.errors)")
        }
    }

    /// A launch with the library, whose failures wait for `arm()`.
    func launch(_ environment: [String: String]) -> Launch {
        var all = environment
        all["LD_PRELOAD"] = library
        all["FAULT_ARMED"] = folder.file("armed")
        return Launch(environment: all)
    }

    /// Lets the failures begin.
    func arm() throws {
        try folder.write([], to: "armed")
    }
}
