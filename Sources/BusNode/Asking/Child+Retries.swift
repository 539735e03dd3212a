extension Child {
    /// Asks, again as often as the options say, and keeps what went wrong instead of throwing it.
    ///
    /// Every try is a question of its own, with the same place in the tree of questions and a
    /// `retry_count` that is one more. Its id is new; when the options fix the id of the first try, those
    /// of the retries follow from it, so that a parent that is started again finds all of them. A timeout
    /// is one try's.
    ///
    /// - Returns: the answer or the last failure, and which question that was.
    public func outcome<Answer: Decodable & Sendable>(
        of values: some Encodable & Sendable, as type: Answer.Type = Answer.self,
        _ options: Options? = nil
    ) async -> Outcome<Answer> {
        let options = options ?? self.options
        let body: Payload
        do throws(NodeError) {
            body = try await self.body(values, options)
        } catch {
            return Outcome(
                question: options.id ?? .random(), retries: 0, result: .failure(error))
        }
        let outcome = await outcome(ofBody: body, options)
        let result = outcome.result.flatMap { body in
            Result { () throws(NodeError) in try body.values(as: type) }
        }
        return Outcome(question: outcome.question, retries: outcome.retries, result: result)
    }

    /// As `outcome`, with a body that is written already.
    package func outcome(
        ofBody body: Payload, _ options: Options? = nil
    ) async -> Outcome<EventBody> {
        let options = options ?? self.options
        let first = options.id ?? .random()
        var retries: UInt32 = 0
        while true {
            var tried = options
            let id = first.retry(retries)
            tried.id = id
            tried.retryCount = UInt32(clamping: UInt64(options.retryCount) + UInt64(retries))
            do throws(NodeError) {
                let answer = try await ask(body: body, tried).answer()
                return Outcome(question: id, retries: retries, result: .success(answer))
            } catch {
                guard options.retries(after: error, retries),
                    await Self.waits(options.pause(before: retries + 1))
                else {
                    return Outcome(question: id, retries: retries, result: .failure(error))
                }
            }
            retries += 1
        }
    }

    /// Waits before a retry.
    ///
    /// - Returns: false when the task was cancelled meanwhile.
    package static func waits(_ pause: Duration) async -> Bool {
        (try? await Task.sleep(for: pause)) != nil
    }
}

extension Child.Options {
    /// Whether a question that failed like this, after so many retries, is asked again.
    package func retries(after error: NodeError, _ retries: UInt32) -> Bool {
        retries < maxRetries && !NodeError.Kind.lasting.contains(error.kind)
            && !doNotRetry.contains(error.kind)
    }

    /// How long to wait before a retry, counted from 1.
    package func pause(before retry: UInt32) -> Duration {
        var pause = retryPause.lowerBound
        // A pause doubled as often as there are bits in a number is longer than any bound, or nothing.
        for _ in 1..<min(max(1, retry), 64) where pause < retryPause.upperBound { pause *= 2 }
        return min(pause, retryPause.upperBound)
    }
}
