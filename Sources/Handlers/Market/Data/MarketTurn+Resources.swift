import Topics

/// Which resource a request is about.
extension MarketTurn {
    /// A resource of a user, by its id or by the name of one that is measured.
    ///
    /// - Throws: `RequestRefusal` 404 `unknown-resource`, also for a resource of somebody else.
    func resource(_ text: String, of user: User) throws -> Resource {
        if let resource = try store.resources.resource(text), resource.user == user.id {
            return resource
        }
        guard
            let resource = try store.resources.resource(
                of: user.id, named: text, .measurements)
        else {
            throw RequestRefusal(
                .notFound, "unknown-resource", "\(user.id) has no resource \(text)")
        }
        return resource
    }

    /// A resource that a user may look at: one of their own, or for operators any, by its id.
    func visibleResource(_ text: String, to user: User) throws -> Resource {
        if user.isOperator, let resource = try store.resources.resource(text) { return resource }
        return try resource(text, of: user)
    }

    /// A resource of a user that is not retired.
    func liveResource(_ text: String, of user: User) throws -> Resource {
        let resource = try resource(text, of: user)
        guard resource.retiredAt == nil else {
            throw RequestRefusal(
                .conflict, "resource-retired", "the resource \(resource.id) is retired")
        }
        return resource
    }
}
