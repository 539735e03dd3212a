/// Something that has a place in a command frame.
protocol WireValue {
    /// Reads the value's fields in the order in which they are written.
    init(from reader: inout FrameReader) throws(WireError)

    /// Writes the value's fields in their order.
    func write(to writer: inout FrameWriter)
}
