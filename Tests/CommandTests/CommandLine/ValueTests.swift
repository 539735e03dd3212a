import Testing

@testable import BusNodeCommand

@Suite struct `A value of the command line` {
    @Test(arguments: [
        ("250ms", Duration.milliseconds(250)), ("30s", .seconds(30)), ("5m", .seconds(300)),
        ("1h", .seconds(3_600)), ("2d", .seconds(172_800)), ("0s", .zero),
    ])
    func `is a time in its shortest form`(text: String, duration: Duration) throws {
        #expect(try DurationText.read(text) == duration)
        #expect(DurationText.write(duration) == text)
    }

    @Test(arguments: [(Duration.seconds(90), "90s"), (.milliseconds(1_500), "1500ms")])
    func `is a time in the largest unit that is exact`(duration: Duration, text: String) {
        #expect(DurationText.write(duration) == text)
    }

    @Test(arguments: [
        ("30", "it needs a unit; use ms, s, m, h or d, as in 30s"),
        ("3w", #"there is no unit "w"; use ms, s, m, h or d, as in 3s"#),
        ("1.5s", #"there is no unit ".5s"; use ms, s, m, h or d, as in 1s"#),
        ("s", "a time is a whole number and a unit, such as 250ms, 30s, 5m or 1h"),
        ("", "a time is a whole number and a unit, such as 250ms, 30s, 5m or 1h"),
        ("-3s", "a time is a whole number and a unit, such as 250ms, 30s, 5m or 1h"),
        ("٣s", "a time is a whole number and a unit, such as 250ms, 30s, 5m or 1h"),
        ("4000d", "it is longer than 3650d"),
        ("99999999999999999999999ms", "it is longer than 3650d"),
    ])
    func `is no time without a whole number and a unit`(text: String, reason: String) {
        #expect(throws: ValueError(reason)) { try DurationText.read(text) }
    }

    @Test(arguments: [
        "tcp://127.0.0.1:7001", "tcp://[::1]:7001", "tcp://bus.example.org:7001", "ipc://bus.sock",
    ])
    func `is an endpoint`(text: String) throws {
        #expect(try ValueKind.endpoint.read(text) == .text(text))
    }

    @Test(arguments: [
        "localhost:7001", "tcp://host", "tcp://host:port", "http://host:80", "ipc://",
    ])
    func `is no endpoint without scheme and port`(text: String) {
        #expect(throws: ValueError.self) { try ValueKind.endpoint.read(text) }
    }

    @Test func `is no time outside of its bounds`() {
        let kind = ValueKind.duration(.milliseconds(100)...Duration.seconds(60))
        #expect(throws: ValueError("100ms to 1m are allowed")) { try kind.read("61s") }
        #expect(throws: ValueError("100ms to 1m are allowed")) { try kind.read("99ms") }
    }
}
