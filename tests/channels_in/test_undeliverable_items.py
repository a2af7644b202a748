"""What came in and waits for a person: who sees it, and the way out of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from channels_in.actions.save_connection import save_connection
from channels_in.actions.take_receipt import take_receipt
from channels_in.models import Block, ReceiptItem
from events.actors import SYSTEM
from tests.builders import a_channel, a_supervisor, a_team, an_admin, an_agent, an_auditor
from tests.channels_in.undeliverable import LIST

pytestmark = pytest.mark.django_db


def an_item(outcome, team=None, **fields) -> ReceiptItem:
    channel = a_channel(team=team or a_team())
    save_connection(channel, by=SYSTEM, address=f"box{channel.pk}@alur.test")
    receipt = take_receipt(
        channel.connection, b"raw bytes", door="smtp", envelope={}, received_at=timezone.now()
    )
    return ReceiptItem.objects.create(
        receipt=receipt,
        channel=channel,
        external_id=f"x{receipt.pk}",
        outcome=outcome,
        reason="spam" if outcome == "quarantined" else "crash",
        preview={"from": "somebody@people.example", "name": "Somebody", "subject": "Hello"},
        received_at=timezone.now(),
        **fields,
    )


def test_an_empty_tab_speaks_of_itself_only(signed_in_as):
    an_item("dead")

    page = signed_in_as(an_admin()).get(f"{LIST}?tab=outgoing").content.decode()

    assert "1 needs a decision" in page
    assert "No outgoing message needs a decision." in page


@pytest.mark.parametrize("tab", ["incoming", "quarantine"])
def test_what_has_no_ticket_yet_is_shown_to_those_who_lead(signed_in_as, tab):
    team = a_team()
    an_item("dead" if tab == "incoming" else "quarantined", team)

    assert "Somebody" in signed_in_as(a_supervisor(team)).get(f"{LIST}?tab={tab}").content.decode()
    assert "Somebody" not in signed_in_as(a_supervisor(a_team())).get(f"{LIST}?tab={tab}").content.decode()
    assert signed_in_as(an_agent(team)).get(f"{LIST}?tab={tab}").status_code == 404


def test_a_quarantined_item_is_released(signed_in_as):
    item = an_item("quarantined")

    signed_in_as(an_admin()).post(reverse("undeliverable:item-intake", args=[item.pk]))

    item.refresh_from_db()
    assert (item.outcome, item.is_released) == (None, True)
    assert item.receipt.state == "pending"


def test_a_dead_item_is_read_again(signed_in_as):
    item = an_item("dead")

    signed_in_as(an_admin()).post(reverse("undeliverable:item-intake", args=[item.pk]))

    item.refresh_from_db()
    assert item.outcome is None


def test_blocking_a_sender_keeps_the_item_and_its_bytes(signed_in_as):
    item = an_item("quarantined")

    signed_in_as(an_admin()).post(reverse("undeliverable:item-block", args=[item.pk]))

    item.refresh_from_db()
    assert Block.objects.get().value == "somebody@people.example"
    assert item.discarded_at
    assert bytes(item.receipt.raw) == b"raw bytes"


def test_raw_bytes_are_downloaded_and_never_shown(signed_in_as):
    item = an_item("dead")

    answer = signed_in_as(an_admin()).get(reverse("undeliverable:item-raw", args=[item.pk]))

    assert answer.content == b"raw bytes"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_auditor_looks_and_changes_nothing(signed_in_as):
    item = an_item("dead")
    client = signed_in_as(an_auditor())

    assert client.get(f"{LIST}?tab=incoming").status_code == 200
    assert client.post(reverse("undeliverable:item-intake", args=[item.pk])).status_code == 403
