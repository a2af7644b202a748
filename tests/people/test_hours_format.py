from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.lib.faults import FaultyData
from people.calendar import Holiday
from people.hours_format import (
    DAYS,
    always_open,
    check_blocks,
    check_hours,
    check_zone,
    read_calendar,
    write_hours,
)

OFFICE = {"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "sat": [["00:00", "24:00"]]}


def codes(faults):
    return [(fault.path, fault.code) for fault in faults]


def test_stored_hours_become_a_calendar_and_come_back_as_they_were():
    read = read_calendar(hours=OFFICE, zone="Asia/Jakarta")

    assert read.week == (((540, 720), (780, 1020)), (), (), (), (), ((0, 1440),), ())
    assert write_hours(read.week) == OFFICE


def test_holidays_bring_their_name_and_special_hours():
    read = read_calendar(
        hours=OFFICE,
        zone="Asia/Jakarta",
        holidays={
            date(2026, 8, 17): ("Kemerdekaan", []),
            date(2026, 12, 24): ("Natal", [["09:00", "12:00"]]),
        },
    )

    assert read.holidays == {
        date(2026, 8, 17): Holiday(name="Kemerdekaan"),
        date(2026, 12, 24): Holiday(name="Natal", blocks=((540, 720),)),
    }


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param([], [("", "not_an_object")], id="not an object"),
        pytest.param({}, [("", "never_opens")], id="no day at all"),
        pytest.param({"mon": []}, [("", "never_opens")], id="only closed days"),
        pytest.param({"senin": []}, [("senin", "day_unknown")], id="a day of another language"),
        pytest.param({"mon": "09:00"}, [("mon", "not_a_list")], id="a day that is no list"),
        pytest.param({"mon": [["09:00"]]}, [("mon.0", "not_a_block")], id="half a block"),
        pytest.param(
            {"mon": [["9:00", "25:00"]]}, [("mon.0.0", "not_a_time"), ("mon.0.1", "not_a_time")], id="times"
        ),
        pytest.param(
            {"mon": [[540, 720]]}, [("mon.0.0", "not_a_time"), ("mon.0.1", "not_a_time")], id="numbers"
        ),
        pytest.param(
            {"mon": [["24:00", "24:00"]]}, [("mon.0", "ends_before_it_begins")], id="begins at 24:00"
        ),
        pytest.param(
            {"mon": [["22:00", "02:00"]]}, [("mon.0", "ends_before_it_begins")], id="crosses midnight"
        ),
        pytest.param(
            {"mon": [["13:00", "17:00"], ["09:00", "13:30"]]},
            [("mon.0", "overlaps")],
            id="overlap, in any order",
        ),
        pytest.param({"tue": [["09:00", "10:00"]] * 13}, [("tue", "too_many")], id="too many blocks"),
        pytest.param(
            {"mon": [["09:00", "x"], ["10:00", "12:00"], ["11:00", "13:00"]]},
            [("mon.0.1", "not_a_time"), ("mon.2", "overlaps")],
            id="every fault at once",
        ),
    ],
)
def test_faulty_hours_are_named_by_code_and_place(hours, expected):
    assert codes(check_hours(hours)) == expected


def test_blocks_that_touch_do_not_overlap():
    assert check_hours({"mon": [["09:00", "12:00"], ["12:00", "24:00"]]}) == []


def test_blocks_of_a_single_day_are_checked_alike():
    assert codes(check_blocks([["12:00", "09:00"]], path="hours")) == [("hours.0", "ends_before_it_begins")]


def test_an_unknown_time_zone_is_a_fault():
    assert codes(check_zone("Asia/Bandung", path="zone")) == [("zone", "time_zone_unknown")]
    assert check_zone("Asia/Jayapura") == []


def test_reading_says_everything_that_is_wrong():
    with pytest.raises(FaultyData) as caught:
        read_calendar(hours={"mon": [["x", "y"]]}, zone="WIB", holidays={date(2026, 1, 1): ("", "shut")})

    assert [fault.path for fault in caught.value.faults] == [
        "hours.mon.0.0", "hours.mon.0.1", "time_zone", "holidays.2026-01-01"
    ]  # fmt: skip


def test_no_calendar_is_around_the_clock():
    assert all(blocks == ((0, 1440),) for blocks in always_open().week)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["09:00", "24:00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(DAYS) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(json_like)
def test_whatever_is_typed_either_has_faults_or_can_be_read(data):
    if all(fault.code == "never_opens" for fault in check_hours(data)):
        assert len(read_calendar(hours=data, zone="Asia/Jakarta").week) == 7
    else:
        with pytest.raises(FaultyData):
            read_calendar(hours=data, zone="Asia/Jakarta")
