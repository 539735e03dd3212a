package import Topics

/// Something that a node's link wants done; it does nothing itself.
package enum LinkDirective: Sendable, Equatable {
    /// Send a command to the backbone. When there is no connection it is forgotten: whatever matters is
    /// sent again after the next WELCOME.
    case send(Command, correlation: UInt64)
    /// Give up the connection and make another.
    case reconnect
    /// The backbone has accepted the session.
    case welcomed(Welcome)
    /// A command is done; the number is what its confirmation says.
    case confirmed(correlation: UInt64, number: UInt64)
    /// A command was refused; correlation 0 when it was one that the link repeated by itself.
    case refused(correlation: UInt64, Refusal)
    /// A request was answered.
    case replied(correlation: UInt64, Reply)
    /// A message that a FETCH asked for.
    case fetched(correlation: UInt64, StoredMessage)
    /// A message that a PULL asked for.
    case pulled(correlation: UInt64, Delivery)
    /// A message of a subscription, to be dealt with once.
    case deliver(Delivery)
    /// A question to be answered.
    case answer(QuestionDelivery)
    /// A question that is not this node's any more: stop answering it.
    case abandon(QuestionID, reason: String)
    /// The question that a followed stream begins with.
    case followed(QuestionDelivery)
    /// The next event of a followed question.
    case event(Event)
    /// A request to an address that this node offers; the reply carries the correlation.
    case request(Request, correlation: UInt64)
}
