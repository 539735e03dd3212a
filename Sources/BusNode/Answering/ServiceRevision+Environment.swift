extension ServiceRevision {
    /// The environment variable that names the revision of a program started by a topology.
    public static let variable = "BUSNODE_SERVICE_REVISION"

    /// The revision that the environment names, or else this one.
    ///
    /// So the same program is served as one revision today and as another tomorrow.
    public static func named(_ otherwise: String) -> String {
        ProcessEnvironment.text(variable) ?? otherwise
    }
}
