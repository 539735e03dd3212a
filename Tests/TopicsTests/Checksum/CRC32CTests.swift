import Testing
import Topics

struct CRC32CTests {
    /// RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
    @Test(
        arguments: [
            ([], 0), (Array("123456789".utf8), 0xE306_9283),
            (Array(repeating: 0, count: 32), 0x8A91_36AA),
            (Array(repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E),
            (Array((0..<32).reversed()), 0x113F_DB5C),
        ] as [([UInt8], UInt32)])
    func `the checksums of known bytes are as published`(_ bytes: [UInt8], _ expected: UInt32) {
        var checksum = CRC32C()
        checksum.update(bytes)
        #expect(checksum.value == expected)
    }

    @Test func `bytes may come in parts of any size`() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 73) }
        var whole = CRC32C()
        whole.update(bytes)
        for cut in bytes.indices {
            var parts = CRC32C()
            parts.update(bytes[..<cut])
            parts.update(bytes[cut...])
            #expect(parts.value == whole.value)
        }
    }
}
