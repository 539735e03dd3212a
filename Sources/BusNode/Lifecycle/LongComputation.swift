#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Computes what takes long on a thread of its own, which everything else goes before.
///
/// The threads that tasks share are as many as there are processors: computations on them would hold up
/// whatever else the process does.
enum LongComputation {
    /// Computes; the caller's thread goes on meanwhile.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let code = SystemThread.start {
                giveWay()
                continuation.resume(returning: body())
            }
            precondition(code == 0, "no thread to compute on: error \(code)")
        }
    }

    /// Lets the other threads of the machine go first.
    private static func giveWay() {
        #if canImport(Darwin)
            _ = pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
        #elseif canImport(Glibc)
            // On Linux each thread has its own niceness, and 0 names the calling one (sched(7)).
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }
}
