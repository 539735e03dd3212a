import BusNode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A farm in a simulated world: what it is called, what it measures, and what forecasts are worth to it.
struct Farm {
    /// What it is called, also in the market.
    let name: String
    /// Where its money is at the ledger.
    let wallet: String
    /// What 1 % of a better forecast is worth to it, in smallest units of money.
    let worth: Int
    /// Its power in kW in each hour of the simulated world, the last of which is that in which it begins.
    private let power: [Double]
    private let beginning = Self.now

    /// A farm as the command line says.
    init(arguments: [String]) throws {
        guard arguments.count == 5, let worth = Int(arguments[3]) else {
            throw RemoteException(
                type: "Usage", message: "busnode-farm NAME COLUMN WALLET WORTH FILE")
        }
        (name, wallet, self.worth) = (arguments[0], arguments[2], worth)
        power = try Self.read(arguments[4], column: arguments[1])
    }

    /// What was measured by now, hour by hour.
    var readings: [Market.Reading] {
        let length: Int64 = 3_600_000_000
        let first = beginning.microseconds / length - Int64(power.count) + 1
        return (first...Self.now.microseconds / length).suffix(power.count).map { hour in
            let value = power[Int(hour - first) % power.count]
            return Market.Reading(at: Timestamp(microseconds: hour * length), value: value)
        }
    }

    /// What it bids in a session: it is not always as eager.
    func price(in session: Int) -> Int {
        worth * [10, 12, 8, 11, 9][session % 5] / 10
    }

    /// This moment.
    private static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000)
    }

    private static func read(_ path: String, column: String) throws -> [Double] {
        guard let file = fopen(path, "r") else {
            throw RemoteException(type: "NoFile", message: "\(path) cannot be read")
        }
        defer { fclose(file) }
        var text = ""
        while let byte = UInt8(exactly: fgetc(file)) { text.unicodeScalars.append(.init(byte)) }
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
        guard let place = rows.first?.firstIndex(where: { $0 == column }) else {
            throw RemoteException(type: "NoColumn", message: "\(path) has no column \(column)")
        }
        return rows.dropFirst().compactMap { Double($0[place]) }
    }
}
