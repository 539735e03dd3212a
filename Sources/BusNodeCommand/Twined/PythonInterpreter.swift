/// Finds the interpreter for an app.
enum PythonInterpreter {
    /// That of a virtual environment in the folder of the service, else the `python3` of the `PATH`.
    static func path(for folder: String) -> String {
        let own = [".venv", "venv"].map { "\(folder)/\($0)/bin/python" }
        return own.first(where: ExecutableFile.exists) ?? "python3"
    }
}
