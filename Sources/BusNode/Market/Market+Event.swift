import Handlers

extension Market {
    /// Something that has happened in the market.
    public struct Event: Hashable, Sendable {
        /// Events of a market count up from 1.
        public let number: Int
        /// What has happened, as a word such as `session-opened` (docs/market.md).
        public let kind: String
        /// When.
        public let at: Timestamp
        /// The session that it is about.
        public let session: Int?
        /// The id of the bid that it is about.
        public let bid: String?
        /// The user that it is about.
        public let user: String?
        /// All that the market tells.
        public let json: JSONValue

        /// What can happen in a market.
        public static let kinds = MarketEvent.Kind.allCases.map(\.rawValue)

        /// Reads an event; nil where a message is none.
        public init?(_ message: Message) {
            guard let json = try? JSONValue(parsing: message.payload.bytes),
                let kind = json["event"]?.string, let number = json["number"]?.integer,
                let time = json["at"]?.string, let at = try? Timestamp(time)
            else { return nil }
            self.number = number
            self.kind = kind
            self.at = at
            self.json = json
            session = json["session"]?.integer
            bid = json["bid"]?.string
            user = json["user"]?.string
        }
    }
}
