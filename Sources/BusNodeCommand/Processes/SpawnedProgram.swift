#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that was just started, with our ends of its pipes.
///
/// `posix_spawn` and not `fork`: between fork and exec a process with threads may do next to nothing, and
/// contexts of libzmq do not survive it.
struct SpawnedProgram {
    let identifier: Int32
    private(set) var input: PipeEnd?
    private(set) var output: PipeEnd?
    private(set) var errors: PipeEnd?
    /// Where the program reads requests, and writes events; only when the settings ask for these.
    private(set) var requests: PipeEnd?
    private(set) var events: PipeEnd?

    /// Starts a program.
    ///
    /// - Throws: `ProcessError`; nothing runs and no pipe is left then.
    init(_ settings: ProgramSettings) throws(ProcessError) {
        // A child that goes away must be an error to us, not the end of us.
        Signals.ignoreBrokenPipes()
        if let folder = settings.folder, access(folder, X_OK) != 0 { throw .noFolder(folder) }

        var actions = try Self.make("posix_spawn_file_actions_init") { () -> (FileActions, Int32) in
            var actions = FileActions()
            let code = posix_spawn_file_actions_init(&actions)
            return (actions, code)
        }
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The ends of the child, which this process needs no more when the child has them.
        var theirs: [Int32] = []
        defer { for end in theirs { _ = close(end) } }

        input = try Self.connect(STDIN_FILENO, settings.input, &actions, &theirs)
        output = try Self.connect(STDOUT_FILENO, settings.output, &actions, &theirs)
        errors = try Self.connect(STDERR_FILENO, settings.errors, &actions, &theirs)
        if settings.hasConversation {
            requests = try Self.connect(Self.requestsNumber, .pipe, &actions, &theirs)
            events = try Self.connect(Self.eventsNumber, .pipe, &actions, &theirs)
        }
        let first = settings.hasConversation ? Self.eventsNumber + 1 : Self.requestsNumber
        try Self.check("addclosefrom", LibraryFunctions.addClosing(from: first, &actions))
        if let folder = settings.folder {
            try Self.check("addchdir", LibraryFunctions.addFolder(&actions, folder))
        }
        identifier = try Self.spawn(settings, &actions)
    }

    #if canImport(Darwin)
        private typealias FileActions = posix_spawn_file_actions_t?
        private typealias Attributes = posix_spawnattr_t?
    #else
        private typealias FileActions = posix_spawn_file_actions_t
        private typealias Attributes = posix_spawnattr_t
    #endif
}

extension SpawnedProgram {
    /// The descriptor where a program finds requests.
    private static let requestsNumber: Int32 = 3
    /// The descriptor where a program puts events.
    private static let eventsNumber: Int32 = 4

    /// Connects one stream, and returns our end when it is a pipe.
    private static func connect(
        _ number: Int32, _ stream: ProgramSettings.Stream, _ actions: inout FileActions,
        _ theirs: inout [Int32]
    ) throws(ProcessError) -> PipeEnd? {
        switch stream {
        case .shared:
            // Onto itself: this takes the mark away that closes it on exec, if it has one.
            let code = posix_spawn_file_actions_adddup2(&actions, number, number)
            try check("adddup2", code)
            return nil
        case .nothing:
            let mode = number == STDIN_FILENO ? O_RDONLY : O_WRONLY
            let code = posix_spawn_file_actions_addopen(&actions, number, "/dev/null", mode, 0)
            try check("addopen", code)
            return nil
        case .pipe:
            guard let ends = LibraryFunctions.pipe() else {
                throw .system(function: "pipe", code: errno)
            }
            let isInput = number == STDIN_FILENO || number == requestsNumber
            let ours = PipeEnd(owning: isInput ? ends.writing : ends.reading)
            let low = isInput ? ends.reading : ends.writing
            // Above all numbers that are given out here, so that none of them takes its place.
            let their = fcntl(low, F_DUPFD_CLOEXEC, eventsNumber + 1)
            let code = errno
            _ = close(low)
            guard their >= 0 else { throw .system(function: "fcntl", code: code) }
            theirs.append(their)
            try check("adddup2", posix_spawn_file_actions_adddup2(&actions, their, number))
            return ours
        }
    }

    private static func spawn(
        _ settings: ProgramSettings, _ actions: inout FileActions
    ) throws(ProcessError) -> Int32 {
        var attributes = try attributes()
        defer { posix_spawnattr_destroy(&attributes) }
        let words = [settings.program] + settings.arguments
        let variables = settings.environment.map { "\($0)=\($1)" }
        var identifier: pid_t = 0
        let code = withCStrings(words) { words in
            withCStrings(variables) { variables in
                posix_spawnp(
                    &identifier, settings.program, &actions, &attributes, words, variables)
            }
        }
        guard code == 0 else { throw .notStarted(program: settings.program, code: code) }
        return identifier
    }

    /// A group of its own, no signal blocked, and none ignored that this process ignores.
    private static func attributes() throws(ProcessError) -> Attributes {
        var attributes = try make("posix_spawnattr_init") { () -> (Attributes, Int32) in
            var attributes = Attributes()
            let code = posix_spawnattr_init(&attributes)
            return (attributes, code)
        }
        var flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        #if canImport(Darwin)
            flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #endif
        var none = sigset_t()
        sigemptyset(&none)
        var restored = sigset_t()
        sigemptyset(&restored)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2, SIGCHLD] {
            sigaddset(&restored, signal)
        }
        try check("setflags", posix_spawnattr_setflags(&attributes, Int16(flags)))
        try check("setpgroup", posix_spawnattr_setpgroup(&attributes, 0))
        try check("setsigmask", posix_spawnattr_setsigmask(&attributes, &none))
        try check("setsigdefault", posix_spawnattr_setsigdefault(&attributes, &restored))
        return attributes
    }

    private static func make<Value>(
        _ function: String, _ body: () -> (Value, Int32)
    ) throws(ProcessError) -> Value {
        let (value, code) = body()
        try check(function, code)
        return value
    }

    private static func check(_ function: String, _ code: Int32) throws(ProcessError) {
        guard code == 0 else { throw .system(function: function, code: code) }
    }

    /// Texts as C wants them: an array of pointers with nil at its end.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = texts.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
