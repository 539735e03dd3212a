@main
struct BusNodeCommand {
    static func main() {}
}
