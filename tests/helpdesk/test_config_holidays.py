"""The days of a calendar in a file: they replace what was there, and then they hold."""

from datetime import date

import pytest
from django.core.management import CommandError

from people.models import Calendar, Holiday
from tests.helpdesk.config_file import commands_in

pytestmark = pytest.mark.django_db

LEBARAN = {"date": date(2026, 3, 20), "name": "Lebaran"}
MERDEKA = {"date": date(2026, 8, 17), "name": "Hari Kemerdekaan", "name_en": "Independence Day"}
HALF = {"date": date(2026, 12, 24), "name": "Malam Natal", "hours": [["09:00", "12:00"]]}
SAME = "0 changed."


@pytest.fixture
def config(tmp_path):
    run = commands_in(tmp_path)

    def with_days(verb, *days):
        office = {"name": "Office", "hours": {"mon": [["09:00", "17:00"]]}, "holidays": list(days)}
        return run(verb, calendars=[office]).strip()

    return with_days


def names() -> list[str]:
    return list(Holiday.objects.order_by("on").values_list("name", flat=True))


@pytest.mark.parametrize("verb", ["plan", "apply"])
@pytest.mark.parametrize(
    "days",
    [
        pytest.param([], id="none left"),
        pytest.param([HALF], id="two fewer"),
        pytest.param([{**LEBARAN, "name": "Idulfitri"}, MERDEKA, HALF], id="another name"),
        pytest.param([LEBARAN, MERDEKA, {**HALF, "hours": []}], id="other hours"),
        pytest.param([{**LEBARAN, "date": date(2026, 3, 21)}, MERDEKA, HALF], id="another date"),
    ],
)
def test_days_are_replaced_by_those_of_the_file(config, verb, days):
    config("apply", LEBARAN, MERDEKA, HALF)
    before = names()

    assert config(verb, *days).startswith("~ calendars Office")

    assert names() == ([day["name"] for day in days] if verb == "apply" else before)
    assert config(verb, *days) == (SAME if verb == "apply" else config("plan", *days))


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([{**LEBARAN, "hours": []}, {**MERDEKA}], id="hours that are none"),
        pytest.param([{**LEBARAN, "name_en": ""}, MERDEKA], id="no name in English"),
        pytest.param([{**LEBARAN, "date": "2026-03-20"}, MERDEKA], id="date in quotation marks"),
        pytest.param([MERDEKA, LEBARAN], id="another order"),
    ],
)
def test_the_same_days_written_otherwise_change_nothing(config, days):
    config("apply", LEBARAN, MERDEKA)
    version = Calendar.objects.get().version

    assert config("apply", *days) == SAME
    assert Calendar.objects.get().version == version


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        pytest.param({**LEBARAN, "date": "20 March"}, "“20 March” is no date", id="no date"),
        pytest.param("2026-03-20", "Write each as", id="no entry"),
        pytest.param({**MERDEKA, "name": "Again"}, "2026-08-17: This stands here twice", id="twice"),
        pytest.param({**LEBARAN, "hours": "late"}, "calendars.Office", id="no hours"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_place(config, day, complaint):
    with pytest.raises(CommandError, match=complaint):
        config("apply", MERDEKA, day)
