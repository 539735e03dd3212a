#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Functions of the C library that Swift's modules leave out, because POSIX did when they were written.
///
/// They are looked up when the program runs: an older library lacks some.
enum LibraryFunctions {
    /// A pipe whose ends no child inherits by accident, or nil with `errno`.
    static func pipe() -> (reading: Int32, writing: Int32)? {
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
            guard Darwin.pipe(&ends) == 0 else { return nil }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #else
            guard let function = find("pipe2", as: Pipe2.self) else {
                errno = ENOSYS
                return nil
            }
            guard function(&ends, O_CLOEXEC) == 0 else { return nil }
        #endif
        return (ends[0], ends[1])
    }

    /// Makes a spawned program start in a folder; the result is an error number.
    static func addFolder(
        _ actions: inout posix_spawn_file_actions_t, _ path: String
    ) -> Int32 {
        #if canImport(Darwin)
            return posix_spawn_file_actions_addchdir_np(&actions, path)
        #else
            let name = "posix_spawn_file_actions_addchdir_np"
            guard let function = find(name, as: AddFolder.self) else { return ENOSYS }
            return withPointer(to: &actions) { function($0, path) }
        #endif
    }

    /// Closes every descriptor from a number on in a spawned program; the result is an error number.
    ///
    /// Without the function (glibc before 2.34) nothing is done: what we open is closed on exec anyway,
    /// and only what we were started with goes through.
    static func addClosing(
        from number: Int32, _ actions: inout posix_spawn_file_actions_t
    ) -> Int32 {
        #if canImport(Darwin)
            return 0
        #else
            let name = "posix_spawn_file_actions_addclosefrom_np"
            guard let function = find(name, as: AddClosing.self) else { return 0 }
            return withPointer(to: &actions) { function($0, number) }
        #endif
    }

    #if !canImport(Darwin)
        private typealias Pipe2 =
            @convention(c) (UnsafeMutablePointer<Int32>, Int32) -> Int32
        private typealias AddFolder =
            @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> Int32
        private typealias AddClosing =
            @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32

        private static func find<Function>(_ name: String, as type: Function.Type) -> Function? {
            dlsym(nil, name).map { unsafeBitCast($0, to: type) }
        }

        private static func withPointer(
            to actions: inout posix_spawn_file_actions_t,
            _ body: (UnsafeMutableRawPointer) -> Int32
        ) -> Int32 {
            withUnsafeMutablePointer(to: &actions) { body(UnsafeMutableRawPointer($0)) }
        }
    #endif
}
