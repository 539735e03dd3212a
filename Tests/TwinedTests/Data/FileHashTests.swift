import Testing
import Twined

@Suite("The hash of a file")
struct FileHashTests {
    @Test(arguments: [("", "AAAAAA=="), ("123456789", "4waSgw==")])
    func `is the checksum in Base64`(content: String, hash: String) {
        #expect(FileHash(of: content.utf8).description == hash)
    }
}
