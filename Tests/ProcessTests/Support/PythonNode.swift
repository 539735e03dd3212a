import Foundation
import ProcessSupport

/// The node in Python, written from the protocol document alone.
enum PythonNode {
    /// Starts it with these arguments, by the interpreter that speaks ZeroMQ, or else by the system's.
    static func start(_ arguments: [String]) throws -> Program {
        let prepared = "\(BuiltProgram.package)/.build/interop-venv/bin/python"
        let isPrepared = FileManager.default.isExecutableFile(atPath: prepared)
        return try Program(
            isPrepared ? prepared : "/usr/bin/env",
            (isPrepared ? [] : ["python3"])
                + ["\(BuiltProgram.package)/Tests/Interop/interop.py"] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    }
}
