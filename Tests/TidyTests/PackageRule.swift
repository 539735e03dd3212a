/// Nothing but the toolchain and two system libraries: the manifest names no other package.
enum PackageRule {
    static func violations(in manifest: SourceFile) -> [Violation] {
        manifest.code.indices
            .filter { manifest.code[$0].contains(".package(") }
            .map { manifest.violation($0, "no Swift packages: the toolchain has to do") }
    }
}
