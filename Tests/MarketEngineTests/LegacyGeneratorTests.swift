import MarketEngine
import Testing
import Topics

@Suite struct `NumPy's legacy generator` {
    @Test(arguments: 0..<6 as Range<UInt32>)
    func `gives the recorded normals and permutations`(seed: UInt32) throws {
        let recorded = try #require(MarketFixture.legacyRandom["\(seed)"])
        var generator = LegacyGenerator(seed: seed)
        let normals = try #require(recorded["normal_first5"]?.array).map(\.double)
        #expect(normals.map { _ in generator.nextNormal() } == normals)

        generator = LegacyGenerator(seed: seed)
        for count in [2, 3, 5, 8] {
            let order = recorded["permutations"]?["\(count)"]?.array?.map(\.integer)
            #expect(generator.nextPermutation(of: count) == order)
        }
    }
}
