"""Every address of the workspace: nobody without a session, no writing by auditors, nothing out of sight."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from events import actors
from tests.builders import a_reply, a_team, a_ticket, an_admin, an_agent, an_auditor, receives
from tests.tickets.escalating.internal import an_escalation
from tickets.actions.announce import announce
from tickets.actions.join_customers import join_customers
from tickets.actions.link_problem import link_problem
from tickets.actions.tag import add_tag
from tickets.models import Participant, Tag
from tickets.urls import urlpatterns

pytestmark = pytest.mark.django_db

READS = {
    "inbox", "list", "rows", "counts", "since", "notifications", "attachment", "ticket", "head", "timeline",
    "facts", "side", "message-html", "message-text", "customer", "previous", "customer-page",
    "customer-history", "customer-likely", "customers", "problem", "escalations", "escalation-now", "history",
    "announcement",
}  # fmt: skip
NAMES = sorted(pattern.name for pattern in urlpatterns)
ABOUT_A_TICKET = [pattern.name for pattern in urlpatterns if "ticket_id" in str(pattern.pattern)]
WRITES = [name for name in NAMES if name not in READS]


def an_announcement(problem):
    incident = a_ticket(team=problem.team)
    link_problem(incident, to=problem, by=actors.SYSTEM)
    said = {"texts": {"id": "Pulih", "en": "Works"}, "templates": {}, "resolves": False}
    return announce(problem, by=an_admin(), seen={incident.pk: 0}, client_key=uuid4(), **said)


@pytest.fixture
def places():
    """A value for every argument that an address can have, all of one ticket."""
    ticket = a_ticket(team=a_team(), participants=[("Budi", "budi@example.com")])
    reply = a_reply(ticket)
    add_tag(ticket, name="vip", by=actors.SYSTEM)
    receives(ticket)
    twin, joined = a_ticket(team=ticket.team).customer_id, a_ticket(team=ticket.team).customer
    joining = join_customers(joined, into=ticket.customer, by=actors.SYSTEM)
    return {
        "ticket_id": ticket.pk,
        "channel_id": ticket.channel_id,
        "customer_id": ticket.customer_id,
        "twin_id": twin,
        "other_id": twin,
        "identity_id": ticket.customer.identities.first().pk,
        "joining_id": joining.pk,
        "message_id": reply.pk,
        "delivery_id": reply.delivery.pk,
        "participant_id": Participant.objects.get().pk,
        "child_id": an_escalation(ticket).pk,
        "tag_id": Tag.objects.get().pk,
        "kind": "reply",
        "field": "urgency",
        "key": "abc",
        "announcement_id": an_announcement(ticket).pk,
    }


def address_of(name, places):
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern))
    return reverse(f"tickets:{name}", kwargs={key: places[key] for key in wanted})


def ask(client, name, places, method):
    return client.generic(method, address_of(name, places))


def answers(client, names, methods, places):
    """What came back, by address and method."""
    return {(name, method): ask(client, name, places, method) for name in names for method in methods}


def wrong(answers, is_right):
    return {place: answer.status_code for place, answer in answers.items() if not is_right(answer)}


def test_a_stranger_gets_nothing(places):
    given = answers(Client(), NAMES, ["GET", "POST", "PUT", "DELETE"], places)

    assert not wrong(given, lambda answer: answer.headers.get("Location", "").startswith("/accounts/login/"))


def test_an_auditor_writes_nothing(places, sign_in):
    given = answers(sign_in(an_auditor()), WRITES, ["POST", "PUT", "DELETE"], places)

    assert not wrong(given, lambda answer: answer.status_code == 403)


def test_a_ticket_out_of_sight_does_not_exist(places, sign_in):
    given = answers(sign_in(an_agent(a_team())), ABOUT_A_TICKET, ["GET", "POST", "PUT", "DELETE"], places)

    assert not wrong(given, lambda answer: answer.status_code in {404, 405})


def test_a_get_never_writes(places, sign_in):
    asks = {
        *("draft", "assignees", "colleagues", "customer-form", "joinings", "joining", "way", "ways"),
        *("problem-choice", "escalation", "announce"),
    }
    names = [name for name in WRITES if name not in asks]

    given = answers(sign_in(an_admin()), names, ["GET"], places)

    assert not wrong(given, lambda answer: answer.status_code == 405)


def test_a_write_without_its_token_is_refused(places):
    client = Client(enforce_csrf_checks=True)
    client.force_login(an_admin())

    given = answers(client, WRITES, ["POST", "PUT", "DELETE"], places)

    assert not wrong(given, lambda answer: answer.status_code in {403, 405})


def test_every_answer_has_the_strict_policy(places, sign_in):
    given = answers(sign_in(an_auditor()), sorted(READS - {"message-html"}), ["GET"], places)

    def is_strict(answer):
        policy = answer.headers["Content-Security-Policy"]
        strict = "script-src 'self'" in policy and "unsafe" not in policy
        return strict and answer.headers["X-Content-Type-Options"] == "nosniff"

    assert not wrong(given, is_strict)
