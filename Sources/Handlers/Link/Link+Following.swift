package import Topics

extension Link {
    /// Wants no events of a followed question for now, because nobody reads them; FOLLOW ends that.
    package func pause(
        _ question: QuestionID, at now: Moment, into directives: inout [LinkDirective]
    ) {
        guard following[question]?.isPaused == false else { return }
        following[question]?.isPaused = true
        send(.unfollow(question), at: now, into: &directives)
    }

    /// Hands a followed event on, if it is the next one.
    func take(_ event: Event, at now: Moment, into directives: inout [LinkDirective]) {
        consume(event.payload.count, at: now, into: &directives)
        guard let state = following[event.question], !state.isPaused else { return }
        guard event.number >= state.next else { return }
        guard event.number == state.next else {
            guard !state.isAskedAgain else { return }
            following[event.question]?.isAskedAgain = true
            let request = FollowRequest(question: event.question, from: state.next)
            return send(.follow(request), at: now, into: &directives)
        }
        following[event.question] =
            event.kind.isEnd ? nil : FollowedQuestion(next: event.number + 1)
        directives.append(.event(event))
    }

    /// Gives back credit for what was received, a half window at a time.
    func consume(_ bytes: Int, at now: Moment, into directives: inout [LinkDirective]) {
        consumed.messages += 1
        consumed.bytes += UInt64(bytes)
        guard
            consumed.messages >= settings.events.messages / 2
                || consumed.bytes >= settings.events.bytes / 2
        else { return }
        send(.credit(consumed), at: now, into: &directives)
        consumed = Window(messages: 0, bytes: 0)
    }
}
