/// How JSON text is laid out.
public enum JSONLayout: Hashable, Sendable {
    /// No spaces, members in their order, numbers as they were written: for the wire and for storing.
    case compact
    /// Like compact, with the keys of every object sorted by their UTF-8 bytes and every number in its
    /// shortest form, so that equal values give equal bytes: for comparing and hashing.
    case canonical
    /// Two spaces a level, short arrays of plain values on one line: for people.
    case pretty
}
