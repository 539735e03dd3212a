import Topics

/// One value on its way through a schema.
struct Evaluation {
    private let schema: CompiledSchema
    /// What was found so far; empty while only the verdict counts.
    private(set) var violations: [SchemaViolation] = []
    /// Whether violations are noted, or only the verdict counts and the first failure decides.
    private(set) var isCollecting: Bool
    /// Which parts of the value at hand were evaluated; nil where nobody asks.
    var marks: Marks?
    private let violationLimit: Int
    private let stepLimit: Int
    private var path = JSONPointer()
    /// The resources that were entered, each once, the outermost first.
    private var scope: [Int] = []
    private var depth = 0
    private var steps = 0
    private var isBeyondLimits = false

    /// The most schemas inside each other: 128 levels of a value with four schemas each. This many take
    /// less than 256 KiB of stack, half the smallest one of a thread.
    static let depthLimit = 512
    /// The most schemas that one value goes through: a few seconds of work. A short schema can ask for
    /// many times that when its branches refer to one another.
    static let stepLimit = 50_000_000

    /// With a limit of violations they are collected.
    init(
        _ schema: CompiledSchema, violationLimit: Int = 0, stepLimit: Int = Evaluation.stepLimit
    ) {
        self.schema = schema
        self.stepLimit = stepLimit
        self.violationLimit = violationLimit
        isCollecting = violationLimit > 0
    }

    /// Whether the whole value keeps the schema.
    mutating func accepts(_ value: JSONValue) -> Bool {
        holds(0, value) && !isBeyondLimits
    }

    /// Whether a value keeps the schema of a number, which looks at the same value as the caller.
    mutating func holds(_ number: Int, _ value: JSONValue) -> Bool {
        let node = schema.nodes[number]
        if let verdict = node.verdict {
            return verdict
                || fail(KeywordSite(keyword: "", schema: node.site), "nothing is allowed here")
        }
        guard depth < Self.depthLimit, steps < stepLimit else { return giveUp(at: node) }
        depth += 1
        steps += 1
        defer { depth -= 1 }
        let opensScope = !schema.dynamicTargets.isEmpty && !scope.contains(node.resource)
        if opensScope { scope.append(node.resource) }
        defer { if opensScope { scope.removeLast() } }
        return node.tracks ? tracked(node, value) : allows(node, value)
    }

    @inline(__always)
    private mutating func allows(_ node: SchemaNode, _ value: JSONValue) -> Bool {
        var isAllowed = true
        for keyword in node.keywords where !keyword.allows(value, &self) {
            if !isCollecting || violations.count >= violationLimit { return false }
            isAllowed = false
        }
        return isAllowed
    }

    private mutating func tracked(_ node: SchemaNode, _ value: JSONValue) -> Bool {
        var outer = marks
        marks = Marks(of: value)
        let isAllowed = allows(node, value)
        if isAllowed, let inner = marks { outer?.formUnion(inner) }
        marks = outer
        return isAllowed
    }

    /// The same for a value inside the one at hand.
    mutating func holds(_ number: Int, _ value: JSONValue, at token: @autoclosure () -> String)
        -> Bool
    {
        guard marks != nil || isCollecting else { return holds(number, value) }
        let outerMarks = marks
        let outerPath = path
        marks = nil
        if isCollecting { path = path[token()] }
        defer { (marks, path) = (outerMarks, outerPath) }
        return holds(number, value)
    }

    /// The same for one branch of many: what it does not allow is no violation yet, and what it has
    /// evaluated only counts when it allows the value.
    mutating func branchHolds(_ number: Int, _ value: JSONValue) -> Bool {
        let wasCollecting = isCollecting
        isCollecting = false
        defer { isCollecting = wasCollecting }
        guard let outer = marks else { return holds(number, value) }
        marks = outer.blank
        let isHeld = holds(number, value)
        var union = outer
        if isHeld, let inner = marks { union.formUnion(inner) }
        marks = union
        return isHeld
    }

    /// The node that a name of `$dynamicRef` has in the outermost resource that knows it.
    func dynamicTarget(_ name: Int) -> Int? {
        let targets = schema.dynamicTargets[name]
        return scope.first { targets[$0] >= 0 }.map { targets[$0] }
    }

    /// Whether a node says no to everything, which its keyword can say better.
    func isNever(_ number: Int) -> Bool {
        schema.nodes[number].verdict == false
    }

    /// Notes a violation at the value at hand; always false.
    mutating func fail(_ site: KeywordSite, _ message: @autoclosure () -> String) -> Bool {
        guard isCollecting, violations.count < violationLimit else { return false }
        violations.append(
            SchemaViolation(
                place: path, keyword: site.keyword.isEmpty ? "false" : site.keyword,
                keywordLocation: site.location, schemaPlace: site.place, message: message()))
        return false
    }

    /// Notes a violation at a value inside the one at hand; always false.
    mutating func fail(
        _ site: KeywordSite, at token: @autoclosure () -> String,
        _ message: @autoclosure () -> String
    ) -> Bool {
        guard isCollecting else { return false }
        let outer = path
        path = path[token()]
        defer { path = outer }
        return fail(site, message())
    }

    private mutating func giveUp(at node: SchemaNode) -> Bool {
        let message =
            depth >= Self.depthLimit
            ? "more than \(Self.depthLimit) schemas lie inside each other here"
            : "the value goes through more than \(stepLimit) schemas"
        let isFirst = !isBeyondLimits
        isBeyondLimits = true
        guard isFirst, violationLimit > 0 else { return false }
        // Also inside a branch: there it would pass for one that does not allow the value.
        let wasCollecting = isCollecting
        isCollecting = true
        defer { isCollecting = wasCollecting }
        return fail(KeywordSite(keyword: "", schema: node.site), message)
    }
}

extension Marks {
    fileprivate init(of value: JSONValue) {
        switch value {
        case .object(let object): self.init(count: object.count)
        case .array(let elements): self.init(count: elements.count)
        case .null, .bool, .number, .string: self.init(count: 0)
        }
    }
}
