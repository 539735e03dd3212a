/// What a filter asks of an attribute; which ones there are depends on the kind of the attribute.
public enum FilterAction: String, CaseIterable, Hashable, Sendable {
    // Of everything.
    case equals
    case isSame = "is"
    // Of texts, numbers and times.
    case isLess = "lt"
    case isLessOrEqual = "lte"
    case isGreater = "gt"
    case isGreaterOrEqual = "gte"
    case inRange = "in_range"
    // Of texts; labels, arrays and objects also have `contains`.
    case contains
    case equalsIgnoringCase = "iequals"
    case containsIgnoringCase = "icontains"
    case startsWith = "starts_with"
    case endsWith = "ends_with"
    // Of labels.
    case anyLabelContains = "any_label_contains"
    case anyLabelStartsWith = "any_label_starts_with"
    case anyLabelEndsWith = "any_label_ends_with"
    // Of times, in UTC.
    case yearEquals = "year_equals"
    case yearIn = "year_in"
    case monthEquals = "month_equals"
    case monthIn = "month_in"
    case dayEquals = "day_equals"
    case dayIn = "day_in"
    case weekdayEquals = "weekday_equals"
    case weekdayIn = "weekday_in"
    case isoWeekdayEquals = "iso_weekday_equals"
    case isoWeekdayIn = "iso_weekday_in"
    case timeEquals = "time_equals"
    case timeIn = "time_in"
    case hourEquals = "hour_equals"
    case hourIn = "hour_in"
    case minuteEquals = "minute_equals"
    case minuteIn = "minute_in"
    case secondEquals = "second_equals"
    case secondIn = "second_in"
    case inDateRange = "in_date_range"
    case inTimeRange = "in_time_range"

    static let ofEverything: Set<FilterAction> = [.equals, .isSame]
    static let ofOrder: Set<FilterAction> = [
        .isLess, .isLessOrEqual, .isGreater, .isGreaterOrEqual, .inRange,
    ]
    static let ofTexts: Set<FilterAction> = [
        .contains, .equalsIgnoringCase, .containsIgnoringCase, .startsWith, .endsWith,
    ]
    static let ofLabels: Set<FilterAction> = [
        .contains, .anyLabelContains, .anyLabelStartsWith, .anyLabelEndsWith,
    ]

    /// Whether the opposite exists, as `not_…` or `is_not`.
    var hasOpposite: Bool {
        switch self {
        case .isLess, .isLessOrEqual, .isGreater, .isGreaterOrEqual: false
        default: !isOfTimes
        }
    }

    /// Whether only times have the action.
    var isOfTimes: Bool {
        !Self.ofEverything.contains(self) && !Self.ofOrder.contains(self)
            && !Self.ofTexts.contains(self) && !Self.ofLabels.contains(self)
    }
}
