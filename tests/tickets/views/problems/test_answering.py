"""One text for all incidents: each gets it by its own channel, as if an agent had replied there."""

import re
from uuid import uuid4

import pytest

from channels_in.sms.send import Sms
from events import actors
from people.actions.deactivate_agent import deactivate_agent
from people.models import Membership
from tests.builders import a_reply, a_team, a_ticket, an_agent, receives
from tests.tickets.chats import a_template, shuts, writes
from tests.tickets.views.problems.announcing import (
    CHATS,
    LETTERS,
    TEXTS,
    an_incident,
    of_kind,
    outcome_of,
    seen_on,
    send,
    sheet,
    the_announcement,
    work,
)
from tickets.actions.note_reachability import note_unreachable
from tickets.actions.resolve import resolve
from tickets.actions.unlink_problem import unlink_problem
from tickets.models import Announced, Announcement, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


@pytest.fixture
def problem(team):
    return a_ticket(team=team, subject="Payments fail")


def answers_to(ticket):
    return list(Message.objects.filter(ticket=ticket, author_kind="agent", withdrawn_at=None).order_by("pk"))


def status_of(ticket):
    return Ticket.objects.get(pk=ticket.pk).status


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


class TestThePreview:
    def test_it_counts_by_channel_and_names_each_that_is_not_reached_with_the_reason(self, client, problem):
        an_incident(problem)
        an_incident(problem)
        shut, late = an_incident(problem, "whatsapp"), an_incident(problem, "instagram")
        blocked, off = an_incident(problem, "telegram"), an_incident(problem, "mail")
        shuts(shut)
        shuts(late)
        note_unreachable(
            blocked.customer.identities.get(), channel=blocked.channel, reason="blocked", by=actors.SYSTEM
        )
        off.channel.is_active = False
        off.channel.save(update_fields=["is_active"])
        wished = an_incident(problem, "sms")
        writes(wished, "STOP", extras=[{"kind": "opt_out"}])
        nowhere = an_incident(problem, "mail")
        Message.objects.filter(ticket=nowhere).update(from_address="")
        nowhere.customer.identities.all().delete()

        html = sheet(client, problem)

        assert "<b>2</b> incidents are answered, <b>6</b> cannot be reached and stay open" in html
        for ticket, reason in [
            (shut, "The window has shut, and no approved template was chosen."),
            (late, "this channel lets nobody write first"),
            (blocked, "The customer has blocked us."),
            (off, "The channel is switched off."),
            (wished, "The recipient wants no messages from this number."),
            (nowhere, "There is no address to send this to."),
        ]:
            assert re.search(rf"NL-{ticket.pk}</span>.*?data-label=\"Why\">[^<]*{reason}", html), reason

        send(client, problem, seen=seen_on(html))
        work()
        codes = dict(Announced.objects.exclude(reason="").values_list("ticket", "reason"))
        assert codes == {
            shut.pk: "window_closed",
            late.pk: "window_closed",
            blocked.pk: "blocked",
            off.pk: "channel_off",
            wished.pk: "opted_out",
            nowhere.pk: "no_address",
        }
        assert {status_of(one) for one in (shut, late, blocked, off, wished, nowhere)} <= {"new", "open"}

    def test_who_wrote_since_they_were_cut_off_is_reached(self, client, problem):
        incident = an_incident(problem, "telegram")
        note_unreachable(
            incident.customer.identities.get(), channel=incident.channel, reason="blocked", by=actors.SYSTEM
        )
        writes(incident, "Sekarang?")

        assert "<b>1</b> incident is answered." in sheet(client, problem)

    def test_a_text_that_is_too_long_for_a_channel_is_told_before_it_is_sent(self, client, problem):
        an_incident(problem, "sms")
        an_incident(problem)

        html = sheet(client, problem, **{"text-id": "a" * 2000})

        assert "<b>1</b> incident is answered, <b>1</b> cannot be reached" in html
        assert "The text is too long for this channel." in html

    def test_an_approved_template_goes_where_words_cannot(self, client, problem):
        incident = an_incident(problem, "whatsapp")
        shuts(incident)
        template = a_template(incident.channel, body="Halo {{1}}, pembayaran sudah pulih.")
        chosen = {f"template-{incident.channel_id}": template.pk}
        value = {f"value-{incident.channel_id}-body-1": "{{ customer.first_name }}"}

        html = sheet(client, problem, **chosen)
        assert "<b>1</b> incident is answered." in html
        assert "1 by a template" in html
        assert send(client, problem, **chosen).status_code == 422  # its value is missing
        send(client, problem, **chosen, **value)
        work()

        [answer] = answers_to(incident)
        assert answer.text == "Halo Budi, pembayaran sudah pulih."
        assert answer.extras[0]["kind"] == "template"

    def test_what_is_done_or_out_of_sight_is_counted_and_gets_nothing(self, client, problem):
        seen, done = an_incident(problem), an_incident(problem)
        resolve(done, by=actors.SYSTEM)
        hidden = an_incident(problem)
        Ticket.objects.filter(pk=hidden.pk).update(team=a_team())

        html = sheet(client, problem)
        send(client, problem, seen=f"{seen_on(html)},{hidden.pk}.0,{done.pk}.0")
        work()

        assert "1 is resolved already" in html
        assert "1 more is of a team whose tickets you do not see" in html
        assert answers_to(seen)
        assert not answers_to(hidden)
        assert not answers_to(done)
        assert the_announcement().unseen == 1


class TestSinceThePreview:
    """What has become of an incident counts, not what it was."""

    def test_who_wrote_something_new_is_answered_and_left_open(self, client, problem):
        quiet, loud = an_incident(problem), an_incident(problem)
        seen = seen_on(sheet(client, problem))
        receives(loud, text="And my refund?")

        send(client, problem, seen=seen, resolves="on")
        work()

        assert (outcome_of(quiet), status_of(quiet)) == ("resolved", "resolved")
        assert (outcome_of(loud), status_of(loud)) == ("left_open", "open")
        assert len(answers_to(loud)) == 1

    def test_one_that_was_unlinked_gets_nothing(self, client, problem):
        incident = an_incident(problem)
        send(client, problem)
        unlink_problem(incident, of=problem, by=actors.SYSTEM)

        work()

        assert outcome_of(incident) == "unlinked"
        assert not answers_to(incident)

    def test_nor_does_one_that_somebody_resolved(self, client, problem):
        incident = an_incident(problem)
        send(client, problem)
        resolve(incident, by=actors.SYSTEM)

        work()

        assert (outcome_of(incident), status_of(incident)) == ("done_before", "resolved")
        assert not answers_to(incident)

    def test_nor_does_one_that_was_linked_after_it(self, client, problem):
        an_incident(problem)
        seen = seen_on(sheet(client, problem))
        late = an_incident(problem)

        send(client, problem, seen=seen)
        work()

        assert not answers_to(late)

    def test_nor_does_one_that_went_where_its_author_sees_nothing(self, client, problem):
        incident = an_incident(problem)
        send(client, problem)
        Ticket.objects.filter(pk=incident.pk).update(team=a_team())

        work()

        assert outcome_of(incident) == "out_of_sight"
        assert not answers_to(incident)

    def test_an_author_who_may_no_longer_write_answers_nobody(self, client, agent, problem):
        incident = an_incident(problem)
        send(client, problem)
        deactivate_agent(agent, by=actors.SYSTEM)

        work()

        assert not answers_to(incident)
        assert status_of(incident) in {"new", "open"}


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
