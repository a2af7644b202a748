"""Agents' telephones: whose rings, who takes the call, and who passes it on."""

import pytest
from django.urls import reverse

from channels_in.models import Leg
from people.models import Presence
from tests.builders import a_channel, a_ticket
from tests.channels_in.voice.calls import BUDI, RINA, Caller, an_agent_with_phone, go_on, picks_up
from tickets.models import Call, QueueStay, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def presence(agent) -> str:
    return str(Presence.objects.get(agent=agent).status)


@pytest.mark.parametrize("habit", ["voicemail", "busy", "no-answer", "failed"])
def test_who_does_not_answer_in_person_gets_no_caller_and_the_next_is_rung(phone, budi, billing, habit):
    first = an_agent_with_phone(billing)
    phone.exchange.habits[first.phone] = habit
    caller = budi().presses("2")
    second = an_agent_with_phone(billing)

    caller.waits(10)
    caller.waits(20)

    assert not phone.ringing(first.phone)
    picks_up(phone, second)
    assert QueueStay.objects.get().agent == second
    assert presence(first) == "available"


def test_who_presses_another_key_has_not_taken_the_caller(phone, budi, billing):
    first = an_agent_with_phone(billing)
    budi().presses("2")
    second = an_agent_with_phone(billing)

    picks_up(phone, first, keys="2")

    assert presence(first) == "available"
    assert QueueStay.objects.get().state == "waiting"
    picks_up(phone, second)
    assert QueueStay.objects.get().agent == second


def test_of_two_who_press_1_one_gets_the_caller(phone, budi, billing):
    first = an_agent_with_phone(billing)
    budi().presses("2")
    line = phone.ringing(first.phone)
    phone.answer(line)
    second = an_agent_with_phone(billing)
    other = Leg.objects.create(
        channel=Leg.objects.get().channel,
        agent=second,
        number=second.phone,
        stay=QueueStay.objects.get(),
        created_at=phone.exchange.now,
    )
    theirs = phone.rings(
        called=second.phone,
        caller=phone.exchange.number,
        direction="outbound-api",
        url=f"{phone.exchange.hook}leg/{other.pk}/whisper/",
    )
    phone.exchange.settle()
    phone.answer(theirs)

    phone.press(line, "1")
    phone.press(theirs, "1")
    go_on()

    assert line.last_heard == "(connected)"
    assert theirs.has_heard("no longer waiting")
    assert QueueStay.objects.get().agent == first
    assert presence(second) == "available"


def test_a_caller_who_hangs_up_during_the_whisper_frees_the_agent(phone, budi, billing):
    rani = an_agent_with_phone(billing)
    caller = budi().presses("2")
    line = phone.ringing(rani.phone)
    phone.answer(line)

    caller.hangs_up()
    phone.press(line, "1")
    go_on()

    assert QueueStay.objects.get().state == "abandoned"
    assert presence(rani) == "available"
    assert Call.objects.get().outcome == "abandoned"


def test_who_has_no_telephone_is_not_given_a_caller(phone, budi, billing):
    an_agent_with_phone(billing, phone="")

    budi().presses("2")

    assert Ticket.objects.get().assignee is None


def test_who_talks_is_given_nothing_else(phone, billing):
    rani = an_agent_with_phone(billing)
    caller = Caller(phone, BUDI).presses("2")
    picks_up(phone, rani)

    Caller(phone, RINA).presses("2")

    assert presence(rani) == "busy"
    assert Ticket.objects.order_by("pk").last().assignee is None
    caller.hangs_up()
    go_on()
    assert phone.ringing(rani.phone)


def test_who_talks_is_given_no_chat(phone, billing):
    rani = an_agent_with_phone(billing)
    caller = Caller(phone, BUDI).presses("2")
    picks_up(phone, rani)

    chat = a_ticket(channel=a_channel(kind="whatsapp", team=billing), team=billing)
    go_on()

    chat.refresh_from_db()
    assert chat.assignee is None
    caller.hangs_up()
    go_on()
    chat.refresh_from_db()
    assert chat.assignee == rani


@pytest.mark.parametrize("late", ["ringing", "in-progress"])
def test_what_a_leg_did_before_it_ended_changes_nothing_any_more(phone, budi, billing, late):
    rani = an_agent_with_phone(billing)
    budi().presses("2")
    line, leg = phone.ringing(rani.phone), Leg.objects.get()
    phone.exchange.loses = {"/status/"}
    phone.refuse(line)
    phone.exchange.loses = set()
    told = {**phone.exchange.about(line), "SequenceNumber": "3"}
    url = f"{phone.exchange.hook}leg/{leg.pk}/status/"

    phone.exchange.deliver([(url, told), (url, {**told, "CallStatus": late, "SequenceNumber": "1"})])
    go_on()

    leg.refresh_from_db()
    assert (leg.state, presence(rani)) == ("missed", "available")


def passes_on(client, leg, team):
    url = reverse("calls:transfer", args=[leg.pk])
    return client.post(url, {"team": team.pk}, headers={"HX-Request": "true"})


@pytest.fixture
def talk(phone, budi, billing, sales):
    """Budi talks with Rani of billing; Dimas of sales is free."""
    rani, dimas = an_agent_with_phone(billing), an_agent_with_phone(sales)
    caller = budi().presses("2")
    phone.exchange.forward(10)
    picks_up(phone, rani)
    phone.exchange.forward(60)
    return caller, rani, dimas


def test_the_wrong_department_passes_the_caller_on(client, phone, talk, sales):
    caller, rani, dimas = talk
    client.force_login(rani)
    leg = Leg.objects.get(agent=rani, state="bridged")

    answer = passes_on(client, leg, sales)
    go_on()
    phone.exchange.settle()
    go_on()
    phone.exchange.forward(20)
    picks_up(phone, dimas)

    assert answer.status_code == 200
    assert caller.line.last_heard == "(connected)"
    first, second = QueueStay.objects.order_by("pk")
    assert (first.state, first.talk_seconds, second.former) == ("moved", 60, first)
    assert (second.state, second.agent, second.wait_seconds) == ("talking", dimas, 20)
    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.assignee) == (sales, dimas)
    assert Call.objects.get().wait_seconds == 30
    assert presence(rani) == "available"


def test_a_caller_who_is_gone_while_being_passed_on_is_called_back_there(client, phone, talk, sales):
    caller, rani, _ = talk
    client.force_login(rani)
    leg = Leg.objects.get(agent=rani, state="bridged")
    phone.exchange.loses = {"ended/", "left/", "dialled/"}
    phone.hang_up(caller.line)

    passes_on(client, leg, sales)
    phone.exchange.loses = set()
    phone.exchange.status_notice(caller.line, f"{phone.exchange.hook}ended/")
    go_on()

    ticket = Ticket.objects.get()
    assert (ticket.team, ticket.caller_since) == (sales, None)
    assert ticket.tags.filter(name="call-back").exists()
    assert QueueStay.objects.order_by("pk").last().state == "abandoned"


def test_a_call_that_still_rings_is_not_passed_on(client, phone, budi, billing, sales):
    rani = an_agent_with_phone(billing)
    budi().presses("2")
    client.force_login(rani)
    leg = Leg.objects.get(agent=rani)

    assert "Pass on" not in client.get(reverse("calls:mine")).content.decode()
    refused = passes_on(client, leg, sales)

    assert refused.status_code == 409
    assert "Answer the call first" in refused.content.decode()
    assert QueueStay.objects.count() == 1
    picks_up(phone, rani)
    assert "Pass on" in client.get(reverse("calls:mine")).content.decode()


def test_nobody_steers_the_call_of_another(client, phone, talk, sales):
    _, rani, dimas = talk
    client.force_login(dimas)
    leg = Leg.objects.get(agent=rani, state="bridged")

    assert client.post(reverse("calls:end", args=[leg.pk])).status_code == 404
    assert client.post(reverse("calls:transfer", args=[leg.pk]), {"team": sales.pk}).status_code == 404


def test_the_agent_hangs_up_from_the_page(client, phone, talk):
    caller, rani, _ = talk
    client.force_login(rani)
    assert "On the line" in client.get(reverse("calls:mine")).content.decode()

    client.post(reverse("calls:end", args=[Leg.objects.get(agent=rani, state="bridged").pk]))
    go_on()
    phone.exchange.settle()
    go_on()

    assert caller.line.status == "completed"
    assert Call.objects.get().outcome == "answered"
    assert "On the line" not in client.get(reverse("calls:mine")).content.decode()


@pytest.mark.parametrize("lost", ["bridge/", "dialled/", "left/"])
@pytest.mark.parametrize("misspells", [True, False])
def test_a_talk_is_counted_though_one_notice_is_lost(phone, budi, billing, connection, lost, misspells):
    connection.options["ring_seconds"] = 60
    connection.save()
    rani = an_agent_with_phone(billing)
    phone.exchange.misspells = misspells
    caller = budi().presses("2")
    phone.exchange.forward(30)
    phone.exchange.loses = {lost}
    picks_up(phone, rani)
    phone.exchange.forward(120)
    caller.hangs_up()
    go_on()

    stay = QueueStay.objects.get()
    assert (stay.state, stay.wait_seconds, stay.talk_seconds, stay.agent) == ("ended", 30, 120, rani)
    assert Call.objects.get().outcome == "answered"
    assert presence(rani) == "available"


def test_an_order_of_which_nothing_is_known_rings_nobody_twice(provider, phone, budi, billing):
    from channels_in.fakes.server import Told

    rani = an_agent_with_phone(billing)
    provider.creates_anyway = True
    provider.moods.then(Told(cut=True))

    budi().presses("2")
    picks_up(phone, rani)

    assert len(phone.exchange.placed) == 1
    assert QueueStay.objects.get().agent == rani


def test_a_provider_that_is_busy_is_asked_again(provider, phone, budi, billing):
    from channels_in.fakes.server import as_json
    from channels_in.models import CallOrder
    from tests.builders import make_due

    rani = an_agent_with_phone(billing)
    provider.moods.then(as_json({"code": 20429}, status=429))
    budi().presses("2")
    make_due(CallOrder)
    go_on()

    assert len(phone.exchange.placed) == 1
    assert phone.ringing(rani.phone)


@pytest.mark.parametrize("code", [21211, 21210])
def test_a_number_that_cannot_be_rung_is_given_up(provider, phone, budi, billing, code):
    rani = an_agent_with_phone(billing)
    provider.refuses[rani.phone] = code

    budi().presses("2")

    assert Leg.objects.order_by("pk").first().state == "failed"
    assert presence(rani) == "available"
    assert Ticket.objects.get().unassigned_reason == "nobody_available"
