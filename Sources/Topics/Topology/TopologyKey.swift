/// The keys that one kind of object of a topology file may have.
protocol TopologyKey: RawRepresentable<String>, CaseIterable {}
