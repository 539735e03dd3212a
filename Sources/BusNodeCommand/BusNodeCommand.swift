import BusNode

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The `busnode` command: reads its command line, performs one command, and exits with what it says.
@main
struct BusNodeCommand {
    static func main() async {
        Signals.ignoreBrokenPipes()
        let environment = ProcessEnvironment.read()
        let words = Array(CommandLine.arguments.dropFirst())
        let code = await run(words, environment: environment)
        exit(code.rawValue)
    }

    /// Performs a command line, and tells a person what went wrong.
    static func run(
        _ words: [String], environment: [String: String], tree: CommandTree = .busnode,
        makeOutput: ((Output.Format) -> Output)? = nil
    ) async -> ExitCode {
        let makeOutput = makeOutput ?? { Output($0, environment: environment) }
        var output = makeOutput(.text)
        do {
            let invocation = try CommandParser.parse(words, with: tree, environment: environment)
            if case .run(let arguments) = invocation, arguments.isJSON {
                output = makeOutput(.json)
            }
            return try await perform(invocation, of: tree, output, environment)
        } catch let error as UsageError {
            return await report(CommandFailure(error), to: output)
        } catch let failure as CommandFailure {
            return await report(failure, to: output)
        } catch let error as NodeError {
            return await report(CommandFailure(error), to: output)
        } catch OutputError.closed {
            return .outputClosed
        } catch is CancellationError {
            return .interrupted
        } catch {
            return await report(CommandFailure(.internalError, "\(error)"), to: output)
        }
    }

    private static func perform(
        _ invocation: Invocation, of tree: CommandTree, _ output: Output,
        _ environment: [String: String]
    ) async throws -> ExitCode {
        let terminal = output.terminal
        let help = HelpText(tree, width: terminal.width, isStyled: terminal.allowsColour)
        switch invocation {
        case .overview: try await output.text(help.overview())
        case .help(let path): try await output.text(help.help(path: path))
        case .run(let arguments):
            guard let body = arguments.command.body else {
                let command = arguments.path.joined(separator: " ")
                throw CommandFailure(.internalError, "this build cannot perform \"\(command)\"")
            }
            return try await body(
                CommandContext(arguments: arguments, output: output, environment: environment))
        }
        return .done
    }

    private static func report(_ failure: CommandFailure, to output: Output) async -> ExitCode {
        await output.endStatus()
        let text = [failure.message, failure.advice].compactMap { $0 }.joined(separator: "; ")
        await output.note("busnode: \(TextWidth.printable(text))")
        return failure.code
    }
}
