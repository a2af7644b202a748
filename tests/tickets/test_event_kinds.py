"""Every event that an action records is in the registry, with just the data that stands there."""

import pytest

from channels_in import event_kinds as of_doors
from events import actors
from events.models import Event
from helpdesk.subscribers import SUBSCRIBERS
from people import event_kinds as of_people
from people.actions.add_address import add_address
from people.actions.change_agent import change_agent
from people.actions.change_company import change_company
from people.actions.change_customer import change_customer
from people.actions.correct_address import correct_address
from people.actions.keep_apart import keep_apart
from people.actions.note_said_address import note_said_address
from people.actions.remove_address import remove_address
from people.actions.save_calendar import change_calendar, create_calendar
from people.actions.save_organisation import change_organisation, create_organisation
from people.identity import identify
from routing import event_kinds as of_routing
from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.everything import everything_happens, people_change
from tickets import event_kinds

pytestmark = pytest.mark.django_db

BY_APPS_ABOVE = {
    *("sla.started", "sla.warned", "sla.breached", "sla.overdue", "sla.stuck"),
    *("ticket.classified", "ticket.guessed"),
    *("sla.extended", "sla.extension_undone"),
    *("ticket.offered", "ticket.offer_declined", "ticket.offer_lapsed"),  # tests/routing/offers/test_asked.py
    "ticket.offer_left",  # tests/routing/offers/test_gone.py
    *("survey.left_out", "ticket.rated", "file.fetched_again"),
    *("chat.ended", "messages.passed_on", "visitor.absent", "visitor.described"),
    *(kind for kind in event_kinds.KINDS if kind.startswith("call")),  # tests/channels_in/voice
}


def test_the_registry_knows_every_event_of_a_ticket_and_what_it_holds():
    everything_happens()

    recorded = Event.objects.filter(ticket_id__isnull=False)
    for event in recorded:
        kind = event_kinds.KINDS[event.kind]
        keys = set(event.data) - {"version", "status"}
        assert set(kind.data) <= keys <= {*kind.data, *kind.may_have}, event.kind
    assert set(recorded.values_list("kind", flat=True)) == set(event_kinds.KINDS) - BY_APPS_ABOVE


def test_the_registry_knows_every_event_about_people():
    agent = an_agent(available=True)
    by = actors.agent(agent)
    organisation = create_organisation(by=by, name="Hotel Melati")
    change_organisation(organisation, by=by, tier="gold")
    customer = a_ticket().customer
    change_customer(customer, by=by, organisation=organisation)
    correct_address(customer.identities.get(), to="rina@example.test", by=by)
    change_agent(agent, by=by, capacity=3)
    calendar = create_calendar(by=by, name="Office", hours={"mon": [["09:00", "17:00"]]})
    change_calendar(calendar, by=by, time_zone="Asia/Makassar")
    change_company(by=by, name="Nusa Living")
    a_team()
    note_said_address(customer, kind="mail", address="r@example.test", by=by)
    add_address(customer, address="+6281234567890", by=by, kind="phone")
    remove_address(customer.identities.get(kind="phone"), by=by)
    people_change(a_ticket(), by)
    identify(kind="whatsapp", address="+6281234567890", also=[("whatsapp", "ID.1")])
    other = identify(kind="whatsapp", address="ID.2")
    identify(kind="whatsapp", address="ID.2", also=[("whatsapp", "ID.1")])
    keep_apart(customer, other, by=by)

    for event in Event.objects.filter(ticket_id=None):
        _, keys = of_people.KINDS[event.kind]
        assert set(keys) <= set(event.data), event.kind
    found = set(Event.objects.filter(ticket_id=None).values_list("kind", flat=True))
    assert found == set(of_people.KINDS)


def test_whoever_reacts_reacts_to_something_that_exists():
    assert set(SUBSCRIBERS) <= {*event_kinds.KINDS, *of_people.KINDS, *of_doors.KINDS, *of_routing.KINDS}


def test_events_hold_codes_and_ids_never_what_was_written():
    everything_happens()

    told = str(list(Event.objects.values_list("data", flat=True)))
    for words in ("Where is my parcel?", "On its way.", "Asked the depot.", "We got it.", "Check the lock."):
        assert words not in told
