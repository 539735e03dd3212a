import BusNode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A mode and options of the form `--name value`.
struct Arguments {
    let mode: String
    private var options: [String: String] = [:]

    /// Reads a command line.
    init(_ words: ArraySlice<String>) throws {
        mode = words.first ?? ""
        var rest = words.dropFirst()
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else {
                throw NodeError(.badValues, "\(name) is no option with a value")
            }
            options[String(name.dropFirst(2))] = value
        }
    }

    /// The text of an option.
    func text(_ name: String) throws(NodeError) -> String {
        guard let value = options[name] else {
            throw NodeError(.badValues, "--\(name) is missing")
        }
        return value
    }

    /// The number of an option.
    func number(_ name: String) throws(NodeError) -> Int {
        guard let value = Int(try text(name)), value > 0 else {
            throw NodeError(.badValues, "--\(name) is no positive number")
        }
        return value
    }

    /// The number of an option that may be 0.
    func count(_ name: String) throws(NodeError) -> Int {
        guard let value = Int(try text(name)), value >= 0 else {
            throw NodeError(.badValues, "--\(name) is no number")
        }
        return value
    }
}

/// Writes out what was printed, to a pipe as well.
func flushOutput() {
    fflush(nil)
}

/// The processor time that this process has used, in seconds.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
