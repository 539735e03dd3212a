#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What is known of where an output goes.
struct Terminal: Sendable, Equatable {
    /// Whether a person looks at it.
    let isTerminal: Bool
    /// How many columns it has; `defaultWidth` where that is not known.
    let width: Int
    /// Whether colours and other styles may be used.
    let allowsColour: Bool
    /// Whether a line can be written over; a dumb terminal shows each version behind the last.
    let canRewrite: Bool

    /// The width of what is no terminal, in columns.
    static let defaultWidth = 80
    /// Wider than this no terminal is: what says so is not set up, in columns.
    static let widthLimit = 10_000

    /// Something of which everything is known.
    init(isTerminal: Bool, width: Int = Terminal.defaultWidth, allowsColour: Bool = false) {
        self.isTerminal = isTerminal
        self.width = width
        self.allowsColour = allowsColour
        canRewrite = isTerminal
    }

    /// What a descriptor leads to.
    ///
    /// `COLUMNS` gives the width where the terminal does not say; `NO_COLOR` (no-color.org), when not
    /// empty, and `TERM=dumb` forbid colours.
    init(descriptor: Int32, environment: [String: String]) {
        isTerminal = isatty(descriptor) == 1
        let width = Self.reportedWidth(descriptor) ?? environment["COLUMNS"].flatMap { Int($0) }
        if let width, (1...Self.widthLimit).contains(width) {
            self.width = width
        } else {
            self.width = Self.defaultWidth
        }
        let isRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        allowsColour = isTerminal && !isRefused
        canRewrite = isTerminal && environment["TERM"] != "dumb"
    }

    private static func reportedWidth(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
