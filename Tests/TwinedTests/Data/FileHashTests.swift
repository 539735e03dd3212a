import Testing
import Twined

@Suite("The hash of a file")
struct FileHashTests {
    @Test(arguments: [("", "AAAAAA=="), ("123456789", "4waSgw==")])
    func `is the checksum in Base64`(content: String, hash: String) {
        #expect(FileHash(of: content.utf8).description == hash)
    }

    @Test(arguments: ["AAAAAA==", "4waSgw=="])
    func `reads back as it is written`(text: String) {
        #expect(FileHash(text)?.description == text)
    }

    @Test(arguments: ["", "AAAAAA", "AAAAAB==", "AAAAA===", "AAAAAAA==", "\u{e9}AAAAA=="])
    func `is not read from another text`(text: String) {
        #expect(FileHash(text) == nil)
    }
}
