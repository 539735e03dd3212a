import Testing
import Topics

@Suite struct EndpointTests {
    private static let fixed: [(String, Endpoint.Address)] = [
        ("tcp://127.0.0.1:7701", .tcp(host: "127.0.0.1", port: 7701)),
        ("tcp://Bus.Example:1", .tcp(host: "bus.example", port: 1)),
        ("tcp://localhost:65535", .tcp(host: "localhost", port: 65535)),
        ("tcp://[::1]:7701", .tcp(host: "[::1]", port: 7701)),
        ("tcp://[fe80::1%eth0]:7701", .tcp(host: "[fe80::1%eth0]", port: 7701)),
        ("ipc:///run/busnode/bus.ipc", .ipc(path: "/run/busnode/bus.ipc")),
        ("ipc://@busnode", .ipc(path: "@busnode")),
        ("inproc://bus", .inproc(name: "bus")),
    ]

    @Test(arguments: fixed)
    func `an endpoint is read`(text: String, address: Endpoint.Address) throws {
        let endpoint = try Endpoint(text)
        #expect(endpoint.address == address)
        #expect(endpoint.isFixed)
        #expect(endpoint.description == text)
    }

    @Test(arguments: ["tcp://127.0.0.1:*", "tcp://*:7701", "tcp://*:*", "ipc://*"])
    func `an endpoint with an open part is none to connect to`(text: String) throws {
        #expect(try !Endpoint(text).isFixed)
    }

    @Test(arguments: [
        ("", "it needs the form tcp://host:port"),
        ("127.0.0.1:7701", "it needs the form tcp://host:port"),
        ("tcp:/127.0.0.1:7701", "it needs the form tcp://host:port"),
        ("udp://127.0.0.1:7701", "the transports are tcp, ipc and inproc"),
        ("TCP://127.0.0.1:7701", "the transports are tcp, ipc and inproc"),
        ("tcp://127.0.0.1", "it needs a port"),
        ("tcp://[::1]", "it needs a port"),
        ("tcp://127.0.0.1:", "its port has to be a number from 1 to 65535"),
        ("tcp://127.0.0.1:0", "its port has to be"),
        ("tcp://127.0.0.1:65536", "its port has to be"),
        ("tcp://127.0.0.1:07701", "its port has to be"),
        ("tcp://127.0.0.1:+7701", "its port has to be"),
        ("tcp://127.0.0.1:7701/", "its port has to be"),
        ("tcp://:7701", "its host has to be"),
        ("tcp://::1:7701", "its host has to be"),
        ("tcp://[1]:7701", "its host has to be"),
        ("tcp://a b:7701", "its host has to be"),
        ("tcp://\u{212A}:7701", "its host has to be"),
        ("tcp://eth0;127.0.0.1:7701", "its host has to be"),
        ("tcp://" + String(repeating: "a", count: 254) + ":7701", "its host has to be"),
        ("ipc://", "it needs a path"),
        (
            "ipc:///" + String(repeating: "a", count: 107),
            "its path has 108 bytes, and the limit is 107"
        ),
        ("inproc://", "it needs a name"),
        (
            "inproc://" + String(repeating: "a", count: 256),
            "its name has 256 bytes, and the limit is 255"
        ),
        ("ipc:///a\u{0}b", "it contains a NUL"),
    ])
    func `another text is refused with the rule it breaks`(text: String, reason: String) {
        let error = #expect(throws: NameError.self) { try Endpoint(text) }
        #expect(error?.expected == "an endpoint")
        #expect(error?.reason.hasPrefix(reason) == true, "\(error as Any)")
    }

    @Test func `a path of the longest length is read`() throws {
        let path = "/" + String(repeating: "a", count: Endpoint.pathByteLimit - 1)
        #expect(try Endpoint("ipc://" + path).address == .ipc(path: path))
    }

    @Test func `hosts are equal in either case`() throws {
        #expect(try Endpoint("tcp://LOCALHOST:1") == Endpoint("tcp://localhost:1"))
        #expect(try Endpoint("tcp://localhost:1") != Endpoint("tcp://localhost:2"))
        #expect(try Endpoint("inproc://a").isWithinProcess)
        #expect(try !Endpoint("ipc://a").isWithinProcess)
    }
}
