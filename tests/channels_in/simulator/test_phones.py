"""Being a customer on a chat in the demo: what is done on the phone goes through the provider's own HTTP."""

from __future__ import annotations

import pytest
from django.urls import reverse

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection, ReceiptItem
from channels_in.simulator import moods
from channels_in.simulator.manners.table import MANNERS, PROVIDERS
from channels_in.simulator.phone_acts import set_state
from events.actors import SYSTEM
from people.models import Customer
from tests.builders import a_reply, an_admin
from tests.channels_in.simulator.stage import PEOPLE
from tickets.actions.save_channel import create_channel
from tickets.capabilities import KINDS
from tickets.models import Attachment, Channel, Delivery, Message, Ticket

NAMED = {"whatsapp", "telegram", "line"}  # who writes is called by a name there
REPORTED = {"whatsapp": "read", "messenger": "read", "instagram": "read", "sms": "delivered"}


def inbound() -> Message | None:
    return Message.objects.filter(direction="inbound").first()


def answered(stage, kind: str, text: str = "Kami kirim penggantinya.") -> Delivery:
    """The customer writes, an agent answers, and the answer is on the phone."""
    stage.says(kind)
    stage.until(inbound)
    message = a_reply(Ticket.objects.get(), text=text)
    stage.until(lambda: [one for one in stage.screen(kind).bubbles if not one.is_mine])
    return message.delivery


@pytest.mark.parametrize("kind", MANNERS)
def test_all_that_a_customer_can_do_on_a_phone_reaches_the_ticket(stage, kind):
    answered(stage, kind)

    stage.until(lambda: Delivery.objects.get().status == REPORTED.get(kind, "sent"))
    mine, ours = stage.screen(kind).bubbles
    assert (mine.text, mine.status, ours.text) == ("Sofa saya retak", "taken", "Kami kirim penggantinya.")
    if kind in NAMED:
        stage.until(lambda: Customer.objects.filter(name="Hendra Saputra").exists())
    for act in sorted(MANNERS[kind].acts & DEEDS.keys()):
        DEEDS[act](stage, kind, mine.name, ours.name)


def test_every_page_is_told_at_the_test_button_that_it_is_itself(stage, client):
    client.force_login(an_admin())
    lender = stage.connection("messenger")
    pages = [a_page(lender, f"10492837465{n:04}") for n in range(10)]  # by luck one or two were right
    stage.until(lambda: stage.host.ours.keys() >= {page.pk for page in pages})

    for page in pages:
        client.post(reverse("settings:channel-test", args=[page.pk]))

    told = [str(page.problems) for page in Connection.objects.filter(channel__in=pages) if page.problems]
    assert told == []


def a_page(lender: Connection, address: str) -> Channel:
    page = create_channel(kind="messenger", by=SYSTEM, name=f"Page {address}", team=lender.channel.team)
    keys = {**lender.secrets, "access_token": f"token-of-{address}"}
    save_connection(page, by=SYSTEM, address=address, options=lender.options, secrets=keys)
    return page


def _picture(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "", kind="picture")
    stage.until(lambda: Attachment.objects.filter(state="here", content_type__startswith="image/").exists())


def _voice(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "", kind="voice")
    stage.until(lambda: Attachment.objects.filter(state="here", content_type__startswith="audio/").exists())


def _location(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "", kind="location")
    stage.until(lambda: any(one.get("kind") == "location" for one in _extras()))


def _reaction(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "👍", kind="reaction", of=ours)
    stage.until(lambda: Message.objects.get(direction="outbound").reactions)


def _reply(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "Baik", of=ours)
    quoting = Message.objects.filter(text="Baik", replies_to__direction="outbound")
    stage.until(quoting.exists)


def _edit(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "Meja saya retak", kind="edit", of=mine)
    stage.until(Message.objects.filter(text="Meja saya retak").exists)
    assert stage.screen(kind).find(mine).is_edited


def _take_back(stage, kind: str, mine: str, ours: str) -> None:
    stage.says(kind, "", kind="take_back", of=mine)
    stage.until(Message.objects.filter(taken_back_at__isnull=False).exists)
    assert stage.screen(kind).find(mine).is_gone


DEEDS = {
    "picture": _picture,
    "voice": _voice,
    "location": _location,
    "reaction": _reaction,
    "reply": _reply,
    "edit": _edit,
    "take_back": _take_back,
}


def _extras() -> list[dict[str, object]]:
    return [one for found in Message.objects.values_list("extras", flat=True) for one in found]


def test_a_phone_that_is_switched_off_gets_the_answer_when_it_is_on_again(stage):
    kind = "whatsapp"
    set_state(stage.connection(kind), stage.person(kind), "off")
    answered(stage, kind)
    stage.until(lambda: Delivery.objects.get().status == "sent")

    set_state(stage.connection(kind), stage.person(kind), "open")

    stage.until(lambda: Delivery.objects.get().status == "read")


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "sms"])
def test_whoever_has_blocked_us_gets_nothing_and_we_are_told_why(stage, kind):
    stage.says(kind)
    stage.until(inbound)
    set_state(stage.connection(kind), stage.person(kind), "blocked")

    a_reply(Ticket.objects.get(), text="Halo?")

    stage.until(lambda: Delivery.objects.get().status == "failed")
    assert Delivery.objects.get().reason


def test_a_forgetful_provider_tells_everything_three_times_and_it_counts_once(stage):
    moods.choose("telegram", "doubles")

    stage.says("telegram")
    stage.until(inbound)
    stage.until(lambda: ReceiptItem.objects.get().repeats == 2)

    assert Message.objects.count() == 1


def test_a_busy_provider_gets_the_answer_when_it_is_well_again(stage):
    stage.says("line")
    stage.until(inbound)
    moods.choose("line", "busy")
    a_reply(Ticket.objects.get(), text="Halo")
    stage.goes_on()
    assert Delivery.objects.get().status == "queued"

    moods.choose("line", "well")
    Delivery.objects.update(due_at="2026-01-01T00:00:00Z")

    stage.until(lambda: Delivery.objects.get().status == "sent")


def test_a_dead_provider_cannot_be_reached_and_what_it_had_to_tell_comes_later(stage):
    moods.choose("whatsapp", "dead")
    stage.says("whatsapp")
    for _ in range(3):
        stage.goes_on()
    assert not Message.objects.exists()

    moods.choose("whatsapp", "well")

    stage.until(inbound)


def test_a_hook_that_our_door_refuses_is_shown_on_the_phone(stage):
    stage.says("line")
    Connection.objects.filter(channel__kind="line").update(token="moved")  # the provider has not heard of it

    stage.host.turn()

    assert stage.screen("line").bubbles[0].status == "refused"


def test_every_chat_of_the_product_can_be_played(stage):
    told = {kind for kinds in PROVIDERS.values() for kind in kinds}

    assert told == set(MANNERS) == set(PEOPLE)
    assert set(MANNERS) <= set(KINDS)
