"""One text for all incidents: each gets it by its own channel, as if an agent had replied there."""

from uuid import uuid4

import pytest

from channels_in.sms.send import Sms
from people.models import Membership
from tests.builders import a_reply, a_team, an_agent
from tests.tickets.views.problems.announcing import (
    CHATS,
    LETTERS,
    TEXTS,
    an_incident,
    answers_to,
    of_kind,
    seen_on,
    send,
    sheet,
    status_of,
    work,
)
from tickets.models import Announcement, Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


def as_sent(message):
    """All that makes a reply what it is, but for whom it goes to and when."""
    delivery = message.delivery
    [[name, _address]] = message.recipients["to"]
    kept = ("direction", "author_kind", "agent_id", "from_name", "signature", "text", "extras", "html")
    return {
        "to": name,
        "others": sorted(message.recipients),
        "channel": message.channel.kind,
        "undo": round((delivery.due_at - message.created_at).total_seconds()),
        "delivery": (delivery.status, delivery.state),
        **{field: getattr(message, field) for field in kept},
    }


@pytest.mark.parametrize("kind", [*LETTERS, *CHATS])
def test_each_kind_of_channel_gets_what_a_reply_there_would_be(kind, client, agent, team, problem):
    signature = {"id": "Salam, Nusa"}
    incident, other = an_incident(problem, kind), of_kind(kind, team, **_another(kind))
    for ticket in (incident, other):
        ticket.channel.signatures = signature
        ticket.channel.save(update_fields=["signatures"])
        Ticket.objects.filter(pk=ticket.pk).update(language="id")
    by_hand = a_reply(
        Ticket.objects.get(pk=other.pk), agent=agent, text="Halo Budi Santoso, **sudah pulih**."
    )

    assert send(client, problem).status_code == 302
    work()

    [answer] = answers_to(incident)
    assert as_sent(answer) == as_sent(by_hand)
    assert answer.recipients["to"][0][1] == incident.messages.earliest("pk").from_address
    assert status_of(incident) == "pending"


def _another(kind):
    return {"address": "+6281299990000" if kind in {"whatsapp", "sms"} else "4712"} if kind in CHATS else {}


def test_words_without_marks_and_in_parts_where_the_provider_wants_them_so(client, problem):
    incident = an_incident(problem, "sms")
    send(client, problem, **{"text-id": "Halo {{ customer.first_name }}, **sudah** pulih."})
    work()

    [answer] = answers_to(incident)
    parts = Sms.parts_of(None, answer)
    assert [part.text for part in parts] == ["Halo Budi, sudah pulih."]


def test_each_reads_their_own_language_and_only_those_that_occur_are_asked_for(client, problem):
    indonesian = an_incident(problem)
    assert 'name="text-en"' not in sheet(client, problem)
    english = an_incident(problem, language="en")
    assert 'name="text-en"' in sheet(client, problem)

    send(client, problem)
    work()

    assert answers_to(indonesian)[0].text == "Halo Budi Santoso, **sudah pulih**."
    assert answers_to(english)[0].text == "It works again, Budi Santoso."


def test_whose_name_nobody_knows_is_greeted_by_none(client, problem):
    incident = an_incident(problem)
    incident.customer.name = ""
    incident.customer.save(update_fields=["name"])

    send(client, problem)
    work()

    assert answers_to(incident)[0].text == "Halo, **sudah pulih**."


def test_a_text_that_is_missing_or_would_go_out_half_filled_is_refused(client, problem):
    an_incident(problem, language="en")

    missing = send(client, problem, **{"text-en": " "})
    half = send(client, problem, **{"text-en": "Dear {{ customer.nmae }}"})

    assert (missing.status_code, half.status_code) == (422, 422)
    assert "Write the text in English." in missing.content.decode()
    assert "customer.nmae" in half.content.decode()
    assert not Announcement.objects.exists()


def test_what_nobody_has_stays_nobodys(client, agent, problem, team):
    Membership.objects.get_or_create(agent=agent, team=team)
    incident = an_incident(problem)

    send(client, problem)
    work()

    assert Ticket.objects.get(pk=incident.pk).assignee is None


def test_the_same_click_twice_is_one_announcement(client, problem):
    incident, key = an_incident(problem), uuid4()
    seen = seen_on(sheet(client, problem))

    first, second = (send(client, problem, seen=seen, client_key=key) for _ in range(2))
    work()

    assert first.headers["Location"] == second.headers["Location"]
    assert len(answers_to(incident)) == 1


def test_without_sight_of_the_problem_there_is_no_sheet(sign_in, problem):
    an_incident(problem)
    elsewhere = sign_in(an_agent(a_team()))

    assert elsewhere.get(f"/tickets/{problem.pk}/announcement/").status_code == 404
    assert elsewhere.post(f"/tickets/{problem.pk}/announcement/", TEXTS).status_code == 404
