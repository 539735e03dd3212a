import Testing

@testable import BusNodeCommand

@Suite struct `Numbers for people` {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (-12_345_678, "-12,345,678"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func `have a comma after every three digits`(number: Int, text: String) {
        #expect(NumberText.grouped(number) == text)
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (0.005, 2, "0.01"), (-0.25, 1, "-0.3"), (12.3456, 3, "12.346"),
        (1.0, 0, "1"), (0.999, 2, "1.00"), (7.05, 2, "7.05"), (1e300, 2, "1e+300"),
        (.infinity, 2, "inf"),
    ])
    func `have as many decimals as are asked for`(number: Double, digits: Int, text: String) {
        #expect(NumberText.fixed(number, digits: digits) == text)
    }
}
