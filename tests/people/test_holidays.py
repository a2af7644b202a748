from datetime import date

from people.holidays import indonesian_holidays, joint_leave_is_known


def of(year):
    return {holiday.on: holiday for holiday in indonesian_holidays(year)}


def test_moving_holidays_and_joint_leave_of_2026():
    holidays = of(2026)

    assert sum(not holiday.is_joint_leave for holiday in holidays.values()) == 17
    assert [day for day, holiday in holidays.items() if holiday.is_joint_leave] == [
        date(2026, 2, 16), date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24),
        date(2026, 5, 15), date(2026, 5, 28), date(2026, 12, 24),
    ]  # fmt: skip
    assert holidays[date(2026, 3, 21)].name_id == "Hari Raya Idul Fitri"


def test_each_day_has_its_name_in_both_languages():
    independence = of(2026)[date(2026, 8, 17)]

    assert independence.name_id == "Hari Kemerdekaan Republik Indonesia"
    assert independence.name_en == "Independence Day"


def test_days_come_in_order_and_once():
    days = [holiday.on for year in (2025, 2026, 2027) for holiday in indonesian_holidays(year)]

    assert days == sorted(set(days))


def test_a_date_that_the_moon_still_decides_is_marked_and_its_name_is_clean():
    lebaran = next(holiday for holiday in indonesian_holidays(2030) if "Idul Fitri" in holiday.name_id)

    assert lebaran.is_estimated
    assert "perkiraan" not in lebaran.name_id
    assert "estimated" not in lebaran.name_en
    assert not of(2030)[date(2030, 8, 17)].is_estimated


def test_joint_leave_is_unknown_for_a_year_without_a_decree():
    assert joint_leave_is_known(2026)
    assert not joint_leave_is_known(2035)
