"""Servers that take their time keep some workers busy, never all of them."""

from __future__ import annotations

import pytest

from channels_in.only_one import one_of
from channels_in.tasks import AT_ONCE, deliver
from tests.channels_in.delivery.provider import an_answer
from tests.together import at_once
from tickets.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


def while_others_send(others, work):
    """`work` while so many other workers hold a place among those that send."""
    if not others:
        return work()
    with one_of(AT_ONCE, "channels_in.sending") as held:
        assert held
        [answer] = at_once([lambda: while_others_send(others - 1, work)])
    if isinstance(answer, Exception):
        raise answer
    return answer


def test_who_finds_too_many_sending_leaves_it_to_the_sweep(mailbox, provider):
    answer = an_answer(mailbox)
    Delivery.objects.update(due_at=answer.created_at)

    while_others_send(AT_ONCE, lambda: deliver(str(mailbox.channel_id)))
    assert Delivery.objects.get().status == "queued"

    while_others_send(AT_ONCE - 1, lambda: deliver(str(mailbox.channel_id)))
    assert Delivery.objects.get().status == "sent"


def test_a_place_is_free_again_once_somebody_has_sent():
    for _ in range(AT_ONCE + 1):
        with one_of(AT_ONCE, "channels_in.sending") as free:
            assert free
