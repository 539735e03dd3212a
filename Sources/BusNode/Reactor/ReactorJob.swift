/// A job for a reactor's thread, with the executor on whose behalf it runs.
///
/// The runtime compares executors to decide whether a task has to change them: a job of an actor that ran as
/// one of a task executor would be queued again at every `await`.
enum ReactorJob {
    /// A job of an actor that lives on the thread.
    case actor(UnownedJob)
    /// A job of a task that prefers the thread.
    case task(UnownedJob)
}
