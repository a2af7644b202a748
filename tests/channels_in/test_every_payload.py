"""R7: real payloads, three times, at once and in any order, and it is as if each had come once, in turn."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

import pytest
from django.db.models import Count

from channels_in.fakes.server import Asked, Told
from channels_in.models import Connection, ReceiptItem
from tests.channels_in.direct.hooks import in_time
from tests.channels_in.every_payload import SOURCES
from tests.channels_in.every_provider import on_loopback, posted
from tests.channels_in.mail.corpus import corpora
from tests.channels_in.mails import work
from tests.together import at_once
from tickets.models import Message

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(corpora() is None, reason="ALUR_CORPORA does not name the corpora"),
]
TIMES = 3
LEAST = {"whatsapp": 51, "messenger": 66, "telegram": 47, "line": 13, "sms": 2}


class Nobody:
    """A provider that knows no file and nobody's name."""

    def answer(self, asked: Asked) -> Told:
        return Told(status=404)


@pytest.mark.parametrize("source", SOURCES)
def test_three_times_at_once_in_any_order_is_as_once_in_turn(settings, source):
    payloads = list(SOURCES[source]())
    assert len(payloads) >= LEAST[source]

    with on_loopback(settings, Nobody()):
        once = [one.a_channel() for one in payloads]
        for payload, connection in zip(payloads, once, strict=True):
            assert posted(connection, payload.letter) == 200
            work()
        in_time()
        Connection.objects.update(address="")

        often = [one.a_channel() for one in payloads]
        works = [partial(posted, one, payload.letter) for payload, one in zip(payloads, often, strict=True)]
        answers = at_once(random.Random(source).sample(works * TIMES, TIMES * len(works)))
        assert set(answers) == {200}, answers
        assert at_once([work, work]) == [None, None]
        in_time()

    for payload, first, second in zip(payloads, once, often, strict=True):
        assert became(second) == became(first), payload.name
        assert told_of(second) == TIMES * told_of(first), payload.name


def became(connection: Connection) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Of all that was posted to it: the items with their outcomes, and the messages with what they show."""
    theirs, what = {"channel": connection.channel}, ("external_id", "outcome", "reason", "message__text")
    items = ReceiptItem.objects.filter(**theirs).values_list(*what)
    shown = Message.objects.filter(**theirs).annotate(files=Count("attachments"))
    messages = shown.values_list("provider_id", "direction", "text", "extras", "files")
    return sorted(items, key=str), sorted(messages, key=str)


def told_of(connection: Connection) -> int:
    """How often its items were told, the first time too."""
    return sum(one.repeats + 1 for one in ReceiptItem.objects.filter(channel=connection.channel))
