/// The formats whose syntax is regular, as patterns put together from the rules of their standards.
enum FormatPatterns {
    /// RFC 3339, appendix A.
    static let duration = pattern("P(\(days)(T\(hours))?|T\(hours)|[0-9]+W)")
    /// RFC 4122, section 3.
    static let uuid = pattern("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
    /// RFC 6901, section 3.
    static let jsonPointer = pattern(pointer)
    /// Internet draft relative-json-pointer-01, section 3.
    static let relativeJSONPointer = pattern("(0|[1-9][0-9]*)(#|\(pointer))")
    /// RFC 1123, section 2.1; labels that begin with `xn--` are not decoded.
    static let hostname = pattern(host)
    /// RFC 2673, section 3.2.
    static let ipv4 = pattern(fourBytes)
    /// RFC 4291, section 2.2.
    static let ipv6 = pattern(eightGroups)
    /// RFC 5321, section 4.1.2.
    static let email = pattern(
        "(\(atom)(\\.\(atom))*|\"([ !#-\\[\\]-~]|\\\\[ -~])*\")"
            + "@(\(host)|\\[(\(fourBytes)|IPv6:\(eightGroups))\\])")
    /// RFC 3986, section 3.
    static let uri = pattern("[a-zA-Z][a-zA-Z0-9+.-]*:(\(network)|/\(rooted)|\(segments)|)\(tail)")
    /// RFC 3986, section 4.1.
    static let uriReference = pattern(
        "([a-zA-Z][a-zA-Z0-9+.-]*:(\(network)|/\(rooted)|\(segments)|)"
            + "|\(network)|/\(rooted)|\(segmentWithoutColon)(/\(segment))*|)\(tail)")

    private static let seconds = "[0-9]+S"
    private static let minutes = "[0-9]+M(\(seconds))?"
    private static let hours = "([0-9]+H(\(minutes))?|\(minutes)|\(seconds))"
    private static let months = "[0-9]+M([0-9]+D)?"
    private static let days = "([0-9]+Y(\(months))?|\(months)|[0-9]+D)"

    private static let pointer = "(/([^/~]|~[01])*)*"

    private static let label = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    private static let host = "\(label)(\\.\(label))*"
    private static let byte = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    private static let fourBytes = "\(byte)(\\.\(byte)){3}"
    private static let group = "[0-9a-fA-F]{1,4}"
    /// The last two groups can be written as an IPv4 address.
    private static let lastTwo = "(\(group):\(group)|\(fourBytes))"
    private static let eightGroups =
        "((\(group):){6}\(lastTwo)|::(\(group):){5}\(lastTwo)"
        + "|(\(group))?::(\(group):){4}\(lastTwo)"
        + "|((\(group):){0,1}\(group))?::(\(group):){3}\(lastTwo)"
        + "|((\(group):){0,2}\(group))?::(\(group):){2}\(lastTwo)"
        + "|((\(group):){0,3}\(group))?::\(group):\(lastTwo)"
        + "|((\(group):){0,4}\(group))?::\(lastTwo)"
        + "|((\(group):){0,5}\(group))?::\(group)|((\(group):){0,6}\(group))?::)"
    private static let atom = "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"

    private static let percent = "%[0-9a-fA-F]{2}"
    /// What can stand in a name, besides the signs of the last argument.
    private static func run(_ others: String) -> String {
        "([a-zA-Z0-9._~!$&'()*+,;=\(others)-]|\(percent))"
    }
    private static let segment = "\(run(":@"))*"
    private static let segments = "\(run(":@"))+(/\(segment))*"
    private static let segmentWithoutColon = "\(run("@"))+"
    private static let rooted = "(\(segments))?"
    private static let literal =
        "\\[(\(eightGroups)|v[0-9a-fA-F]+\\.[a-zA-Z0-9._~!$&'()*+,;=:-]+)\\]"
    private static let network =
        "//(\(run(":"))*@)?(\(literal)|\(run(""))*)(:[0-9]*)?(/\(segment))*"
    private static let tail = "(\\?(\(run(":@/?")))*)?(#(\(run(":@/?")))*)?"

    private static func pattern(_ text: String) -> Pattern {
        do {
            return try Pattern("^(\(text))$")
        } catch {
            preconditionFailure("our own pattern \(text): \(error.explanation)")
        }
    }
}
