/// A shell that can complete the commands of a program.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The script that the shell reads to complete the commands of a tree.
    func script(for tree: CommandTree) -> String {
        let model = CompletionModel(tree)
        return switch self {
        case .bash: BashCompletion(model).script
        case .zsh: ZshCompletion(model).script
        case .fish: FishCompletion(model).script
        }
    }
}
