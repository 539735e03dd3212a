public import Topics

/// Tags of two words for revisions that nobody named, such as `quiet-heron`.
public enum RevisionName {
    /// A tag drawn from a generator: one of about ten thousand.
    public static func random(using generator: inout some RandomNumberGenerator) -> RevisionTag {
        let adjective = adjectives[Int.random(in: adjectives.indices, using: &generator)]
        let noun = nouns[Int.random(in: nouns.indices, using: &generator)]
        do {
            return try RevisionTag("\(adjective)-\(noun)")
        } catch {
            preconditionFailure("two words make a tag: \(error)")
        }
    }

    static let adjectives = words(
        """
        able agile amber ample apt azure bold brave breezy bright brisk calm candid careful
        cheerful civil clear clever cosy crisp curious daring deft dapper eager early earnest
        easy elegant fair famous fancy fearless fleet fluent fond frank free fresh friendly
        frosty gentle gifted glad golden graceful grand happy hardy hasty honest humble jolly
        keen kind lively loyal lucid lucky mellow merry mighty mild modest neat nimble noble
        olive patient plucky polite prime proud prudent quick quiet rapid ready robust rosy
        royal rustic sage scarlet serene sharp shiny silent silver sleek smart snowy solar
        steady sunny swift tidy tranquil upbeat vivid warm wise witty zesty
        """)

    static let nouns = words(
        """
        acorn alder anchor antelope aspen badger beacon beaver birch bison bluebell brook
        canyon caribou cedar cloud comet coral cove crane cricket curlew cypress dolphin
        dormouse dove dune eagle egret elm ember falcon fern finch fjord forest fox gannet
        gazelle glacier grove gull harbour hare hawk hazel heath hedgehog heron hippo hollow
        ibis iris island jackdaw juniper kestrel kingfisher koala lagoon lark larch lemur lichen
        lily linnet lotus lynx magpie maple marmot marten meadow merlin moose moss newt oak
        orchid osprey otter owl panda pebble pelican petrel pine plover poplar puffin quail
        raven reef robin salmon seal sparrow starling stork thistle tundra walrus willow wren
        """)

    private static func words(_ text: String) -> [String] {
        text.split { $0.isWhitespace }.map(String.init)
    }
}
