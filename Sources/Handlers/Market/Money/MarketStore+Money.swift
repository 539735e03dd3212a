import Store

extension MarketStore {
    /// The number of a resource and whose it is; nil when there is no resource of this id.
    func resourceOwner(_ id: String) throws(StoreError) -> (number: Int64, owner: String)? {
        let query = try connection.prepare("SELECT number, user FROM resource WHERE id = ?")
        try query.bind(id, at: 1)
        return try query.firstRow { (number: $0.integer(at: 0), owner: $0.text(at: 1)) }
    }
}
