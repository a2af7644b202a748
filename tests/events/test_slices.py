"""What an admin sets is asked for once a slice of work, and holds in the next one."""

import pytest

from events import claims
from events.models import Reaction
from helpdesk.lib.asked_once import asked_once, asking_once
from routing.rules import load_rules
from tests.builders import a_rule
from tests.events.rows import a_row
from tests.routing.routed import MENTIONS_REFUND

pytestmark = pytest.mark.django_db


def test_within_a_slice_of_work_a_question_is_asked_once_and_outside_of_it_each_time():
    asked = []

    @asked_once
    def hours_of(team: int) -> int:
        asked.append(team)
        return len(asked)

    with asking_once():
        assert [hours_of(1), hours_of(1), hours_of(2), hours_of(1)] == [1, 1, 2, 1]
    assert [hours_of(1), hours_of(1)] == [3, 4]
    with asking_once():
        assert hours_of(1) == 5


def test_a_rule_that_is_saved_between_two_slices_holds_in_the_next():
    found = []

    def work(row: Reaction) -> None:
        found.append(len(load_rules()))

    a_row()
    claims.drain(Reaction.objects.filter(handler="tests.handler"), work)
    a_rule(MENTIONS_REFUND, {"do": "set_priority", "to": "urgent"})
    a_row()
    claims.drain(Reaction.objects.filter(handler="tests.handler"), work)

    assert found == [0, 1]
