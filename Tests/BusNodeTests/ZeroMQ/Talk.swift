import Testing

@testable import BusNode

/// A router, a dealer that is connected to it within the process, and what the router knows the dealer by.
struct Talk {
    let router: Socket
    let dealer: Socket
    let peer: RoutingID

    init(_ endpoint: String) throws {
        router = try Socket(.router, options: .backboneRouter)
        _ = try router.bind(endpoint)
        dealer = try Socket(.dealer, options: .nodeDealer)
        try dealer.connect(endpoint)
        peer = try #require(try router.receive()?.sender)
    }
}
