/// Which members of an object, or elements of an array, some keyword has evaluated.
struct Marks {
    private var isMarked: [Bool]

    /// No marks yet; a value that holds no others has none ever.
    init(count: Int) {
        isMarked = Array(repeating: false, count: count)
    }

    subscript(place: Int) -> Bool {
        get { isMarked[place] }
        set { isMarked[place] = newValue }
    }

    /// The same number of places, none of them marked.
    var blank: Marks { Marks(count: isMarked.count) }

    mutating func markAll() {
        isMarked = Array(repeating: true, count: isMarked.count)
    }

    mutating func formUnion(_ other: Marks) {
        for place in isMarked.indices where other.isMarked[place] { isMarked[place] = true }
    }
}
