"""What rules can ask of a ticket beyond its row, read from the database in one statement."""

import pytest
from django.utils import timezone

from events import actors
from routing.snapshots import snapshots_of
from tests.builders import a_reply, a_team, a_ticket, an_agent, receives
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.actions.tag import add_tag
from tickets.actions.unresolve import unresolve
from tickets.models import Attachment

pytestmark = pytest.mark.django_db


def snapshot(ticket):
    return snapshots_of([ticket], at=timezone.now())[ticket.pk]


def test_the_words_that_opened_it_stay_its_words():
    ticket = a_ticket(text="Belum sampai")
    receives(ticket, text="Halo?")

    assert (snapshot(ticket).text, snapshot(ticket).customer_messages) == ("Belum sampai", 2)


def test_what_agents_write_is_none_of_the_customers_messages():
    ticket = a_ticket(team=a_team())
    a_reply(ticket, agent=an_agent(ticket.team))

    assert snapshot(ticket).customer_messages == 1


def test_it_has_files_once_its_customer_sent_one():
    ticket = a_ticket()
    assert not snapshot(ticket).has_attachments

    Attachment.objects.create(message=ticket.messages.get(), key="k1", name="a.png", size=1, sha256="0" * 64)

    assert snapshot(ticket).has_attachments


def test_it_is_reopened_after_it_was_resolved_unless_that_was_undone():
    ticket, by = a_ticket(), actors.agent(an_agent())
    resolve(ticket, by=by)
    unresolve(ticket, by=by)
    assert not snapshot(ticket).is_reopened

    resolve(ticket, by=by)
    reopen(ticket, by=by)

    assert snapshot(ticket).is_reopened


def test_it_has_its_own_tags_and_no_others():
    ticket, other = a_ticket(), a_ticket()
    add_tag(ticket, name="vip", by=actors.SYSTEM)
    add_tag(other, name="broken", by=actors.SYSTEM)

    found = snapshots_of([ticket, other], at=timezone.now())

    assert (found[ticket.pk].tags, found[other.pk].tags) == ({"vip"}, {"broken"})
