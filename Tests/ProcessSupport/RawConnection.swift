#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A TCP connection that says to a ZeroMQ socket whatever a test wants it to.
package final class RawConnection {
    private let descriptor: Int32

    /// Connects to `tcp://127.0.0.1:PORT`.
    ///
    /// - Parameter milliseconds: how long anything may take, so that neither a full buffer nor a silent
    ///   peer holds the test up.
    package init(to endpoint: String, within milliseconds: Int = 10_000) throws {
        guard let port = endpoint.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw NeverHappened(what: "a port in \(endpoint)")
        }
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        // Programs that are started meanwhile must not keep the connection open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var patience = timeval(
            tv_sec: milliseconds / 1_000, tv_usec: .init(milliseconds % 1_000 * 1_000))
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw NeverHappened(what: "a connection to \(endpoint)") }
    }

    deinit {
        close(descriptor)
    }

    /// Sends bytes.
    ///
    /// - Returns: false when the peer has cut the connection.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                #if canImport(Glibc)
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                #else
                    Darwin.send(descriptor, $0.baseAddress, $0.count, 0)
                #endif
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Receives this many bytes; fewer when the peer has cut the connection.
    package func receive(_ count: Int) -> [UInt8] {
        var received: [UInt8] = []
        while received.count < count {
            guard let bytes = receiveSome(atMost: count - received.count) else { break }
            received += bytes
        }
        return received
    }

    /// Whether the peer cuts the connection within some seconds, whatever it sends before.
    package func isCut() -> Bool {
        while let bytes = receiveSome(atMost: 4_096) {
            if bytes.isEmpty { return true }
        }
        return errno == ECONNRESET
    }

    /// Nothing at the end; nil after an error or when nothing comes.
    private func receiveSome(atMost limit: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &buffer, limit, 0)
        return count < 0 ? nil : Array(buffer.prefix(count))
    }
}
