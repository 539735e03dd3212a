import Testing

@testable import BusNodeCommand

@Suite struct `The chart of sessions` {
    private let rows = [
        SessionChart.Row(session: 9, price: 5_500_000, payments: 12_000_000, revenues: 11_400_000),
        SessionChart.Row(session: 10, price: 500_000, payments: 1, revenues: 0),
        SessionChart.Row(session: 11, price: 10_000_000, payments: nil, revenues: nil),
    ]

    @Test func `reads well in eighty columns and without colours`() {
        let lines = SessionChart(rows, title: "Prices of sessions").lines(width: 80)
        #expect(
            lines == [
                "Prices of sessions",
                "SESSION       PRICE                PAYMENTS                REVENUES",
                "      9   5,500,000 ██████       12,000,000 ███████████  11,400,000 ██████████▌",
                "     10     500,000 ▌                     1 ▏                     0",
                "     11  10,000,000 ███████████           -                       -",
            ])
    }

    @Test(arguments: [40, 60, 79, 80, 120, 250])
    func `keeps to the width where there is room for numbers`(width: Int) {
        let lines = SessionChart(rows, title: "Prices").lines(width: width)
        let widest = lines.map(TextWidth.columns).max() ?? 0
        #expect(widest <= max(width, 58))
    }

    @Test func `says so when there is nothing to draw`() {
        #expect(
            SessionChart([], title: "Prices").lines(width: 80)
                == ["Prices: there is no session yet"])
    }

    @Test func `draws no bar where everything is nothing`() {
        let row = SessionChart.Row(session: 1, price: 0, payments: 0, revenues: 0)
        let lines = SessionChart([row], title: "Prices").lines(width: 80)
        #expect(!lines.joined().contains("▏"))
    }
}
