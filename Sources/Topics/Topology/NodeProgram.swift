/// What a service node starts.
public enum NodeProgram: Hashable, Sendable {
    /// A program that is a node itself: it connects to the bus and lasts as long as the topology.
    case run(command: [String])
    /// A program that answers one question each time it is started: the question comes on standard
    /// input as JSON, and its events go to standard output as lines of JSON.
    ///
    /// `concurrency` is how many questions an instance answers at once; a program that takes longer than
    /// `timeout` is ended, and without one it may take as long as the question does.
    case serve(command: [String], concurrency: Int = 1, timeout: Duration? = nil)
    /// The app in Python of a Twined service, by the folder of its `twine.json`.
    ///
    /// It runs in `concurrency` processes, each for one question after another; `timeout` is as with
    /// `serve`.
    case twined(folder: String, concurrency: Int = 1, timeout: Duration? = nil)
}
