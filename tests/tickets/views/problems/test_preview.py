"""The sheet says beforehand whom an answer reaches, and why not the others."""

import re

import pytest

from events import actors
from tests.builders import a_team
from tests.tickets.chats import a_template, shuts, writes
from tests.tickets.views.problems.announcing import (
    an_incident,
    answers_to,
    seen_on,
    send,
    sheet,
    status_of,
    the_announcement,
    work,
)
from tickets.actions.note_reachability import note_unreachable
from tickets.actions.resolve import resolve
from tickets.models import Announced, Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)  # what is claimed is committed


def test_it_counts_by_channel_and_names_each_that_is_not_reached_with_the_reason(client, problem):
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


def test_who_wrote_since_they_were_cut_off_is_reached(client, problem):
    incident = an_incident(problem, "telegram")
    note_unreachable(
        incident.customer.identities.get(), channel=incident.channel, reason="blocked", by=actors.SYSTEM
    )
    writes(incident, "Sekarang?")

    assert "<b>1</b> incident is answered." in sheet(client, problem)


def test_a_text_that_is_too_long_for_a_channel_is_told_before_it_is_sent(client, problem):
    an_incident(problem, "sms")
    an_incident(problem)

    html = sheet(client, problem, **{"text-id": "a" * 2000})

    assert "<b>1</b> incident is answered, <b>1</b> cannot be reached" in html
    assert "The text is too long for this channel." in html


def test_an_approved_template_goes_where_words_cannot(client, problem):
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


def test_what_is_done_or_out_of_sight_is_counted_and_gets_nothing(client, problem):
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
