import Handlers
import Topics

/// What a simulated node does with what its link tells it.
protocol Behaviour: AnyObject {
    /// How many events of followed questions it takes at one time.
    var events: Window { get }

    /// Whether it has done what it wanted to.
    var isDone: Bool { get }

    /// Begins, or begins again after the process died; `node` has a new session.
    func start(_ node: SimulatedNode) throws

    /// Deals with what the link says.
    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws

    /// Does something, perhaps.
    func act(_ node: SimulatedNode) throws
}
