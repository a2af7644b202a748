"""Every webhook under corpora/webhooks that LINE sent to others: posted three times, one item an event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels_in.models import ReceiptItem
from tests.channels_in.line.hooks import a_line, post
from tests.channels_in.mail.corpus import corpora
from tests.channels_in.mails import work
from tickets.models import Message

JAVA = "line-java/line-bot-webhook/src/test/resources/callback"
P, AT = "u206d25c2ea6bd87c17655609a1c37cb8", 1462629479859
HELLO = ("message", "", "message:325708", "Hello, world")
FOLLOW = ("ignored", "reachable", f"follow:{P}:{AT}", None)
BEACON = f"beacon:U012345678901234567890123456789ab:{AT}"
FILES: dict[str, list[tuple[str, str, str, str | None]]] = {  # outcome, reason, item, text
    f"{JAVA}/text-user.json": [HELLO],
    f"{JAVA}/location.json": [("message", "", "message:325708", "")],
    f"{JAVA}/sticker-keywords-remove.json": [("message", "", "message:325708", "")],
    f"{JAVA}/video.json": [("message", "", "message:325708", "https://example.com/original.mp4")],
    f"{JAVA}/unsend.json": [("", "", "revoke:325708", None)],  # waits for its message
    f"{JAVA}/follow.json": [FOLLOW],
    f"{JAVA}/join.json": [("ignored", "not_private", f"join:cxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:{AT}", None)],
    f"{JAVA}/member_joined.json": [
        ("ignored", "not_private", "memberJoined:C1234567890:1553506027708", None)
    ],
    f"{JAVA}/beacon.json": [("ignored", "service", BEACON, None)],
    f"{JAVA}/video-play-complete.json": [
        ("ignored", "service", f"videoPlayComplete:U4af4980629...:{AT}", None)
    ],
    "line-java/line-bot-parser/src/test/resources/callback-request.json": [HELLO, FOLLOW],
    "line-java/spring-boot/line-bot-spring-boot-webmvc/src/test/resources/callback-request.json": [
        HELLO,
        FOLLOW,
    ],
}
MANY = "line-python/v3/text/webhook.json"
RENUMBERED = [
    *("message", "not_private", "message", "message", "message", "message", "reachable", "unreachable"),
    *("not_private", "not_private", "message", "service", "service", "service", "not_private"),
    *("not_private", "message", "message", "message", "not_private", "not_private", "message"),
    *("not_private", "service", "message", "message", "", "unsupported"),
]

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not corpora(), reason="ALUR_CORPORA is not set")]


def raw_of(name: str) -> bytes:
    return ((corpora() or Path()) / "webhooks" / name).read_bytes()


def test_the_table_names_every_file_and_no_other():
    top = (corpora() or Path()) / "webhooks"
    found = {path.relative_to(top).as_posix() for path in top.glob("line-*/**/*.json")}

    assert {*FILES, MANY} == found


@pytest.mark.parametrize("name", FILES)
def test_each_event_of_a_file_has_its_one_outcome(client, name):
    connection = a_line()
    for _ in range(3):
        assert post(client, connection, raw_of(name)).status_code == 200
    work()

    items = ReceiptItem.objects.select_related("message").order_by("pk")
    found = {
        (one.outcome or "", one.reason, one.external_id, one.message.text if one.message else None)
        for one in items
    }
    assert found == set(FILES[name])
    assert {one.repeats for one in items} == {2}


def test_events_of_one_name_are_one_even_inside_a_body(client):
    connection = a_line()
    post(client, connection, raw_of(MANY))
    work()

    assert ReceiptItem.objects.get().external_id == "event:testwebhookeventid"
    assert Message.objects.get().text == "Hello, world"


def test_each_of_many_events_has_its_outcome_once_they_have_names_of_their_own(client):
    found = json.loads(raw_of(MANY))
    for number, event in enumerate(found["events"]):
        event["webhookEventId"] = f"n{number}"
        for part in ("message", "unsend"):
            for key in {"id", "messageId"} & event.get(part, {}).keys():
                event[part][key] = f"m{number}"
    post(client, a_line(), json.dumps(found).encode())
    work()

    items = {one.external_id: one for one in ReceiptItem.objects.all()}
    assert [_said(items[f"event:n{number}"]) for number in range(28)] == RENUMBERED


def _said(item: ReceiptItem) -> str:
    """Its outcome, or why it was passed over."""
    return item.reason if item.outcome == "ignored" else item.outcome or ""
