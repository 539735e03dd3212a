import BusNode

/// The manifest that `--input-manifest` gives: JSON, or the file that it is in.
enum InputManifest {
    /// Reads the manifest and takes the hashes of its files; nil without the option.
    ///
    /// Relative paths start from the folder of the manifest's file, or the working directory.
    ///
    /// - Throws: `CommandFailure` that says what is wrong with it, and where.
    static func read(_ context: CommandContext) throws(CommandFailure) -> Manifest? {
        guard let text = context.arguments.text("input-manifest") else { return nil }
        let isJSON = text.drop(while: \.isWhitespace).hasPrefix("{")
        let bytes = isJSON ? Array(text.utf8) : try FileBytes.read(text)
        do throws(DataError) {
            let roots = try AllowedRoots(["/"], relativeTo: isJSON ? "." : "\(text)/..")
            return try Manifest(parsing: bytes, under: roots).measured()
        } catch {
            throw CommandFailure(.badData, "--input-manifest: \(error)")
        }
    }
}
