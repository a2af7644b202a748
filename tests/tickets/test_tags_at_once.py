import pytest
from django.db import transaction

from events import actors
from tests.builders import a_ticket
from tests.together import at_once, until_somebody_waits
from tickets.actions.tag import add_tag
from tickets.changing import lock
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_word_from_a_person_and_from_a_rule_that_holds_the_ticket_do_not_lock_each_other_out():
    ticket = a_ticket()

    @transaction.atomic
    def rule() -> bool:
        held = Ticket.objects.get(pk=ticket.pk)
        lock(held)
        until_somebody_waits()
        return add_tag(held, name="fragile", by=actors.rule(1))

    def person() -> bool:
        mine = Ticket.objects.get(pk=ticket.pk)
        held_by_the_rule()
        return add_tag(mine, name="fragile", by=actors.SYSTEM)

    def held_by_the_rule() -> None:
        rule_holds = Ticket.objects.select_for_update(skip_locked=True).filter(pk=ticket.pk)
        while True:
            with transaction.atomic():
                if not rule_holds.exists():
                    return

    assert sorted(at_once([rule, person]), key=str) == [False, True]
    assert ticket.tags.count() == 1
