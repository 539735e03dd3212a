import Topics

/// A value of the command line after it was checked.
enum ArgumentValue: Sendable, Equatable {
    case text(String)
    case words([String])
    case integer(Int)
    case duration(Duration)
    case revision(ServiceRevision)
    case reference(ServiceReference)
    case service(ServiceName)
    case question(QuestionID)
    case topic(TopicName)
    case time(Timestamp)
    case pair(String, String)
}
