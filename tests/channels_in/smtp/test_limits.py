"""What one peer may take up of the door, and what it cannot take from others."""

from __future__ import annotations

from typing import Any

import pytest

from channels_in.backlog import Backlog
from channels_in.mail.smtp_limits import DoorLimits
from channels_in.models import Receipt
from channels_in.network import network_of
from channels_in.rate import Limit
from tests.channels_in.mails import Line, a_mail, a_mailbox, hand_over, the_front_door, work

pytestmark = pytest.mark.django_db(transaction=True)


def nobody(peer: str) -> bool:
    return False


def test_whoever_changes_the_sender_each_time_is_slowed_down_all_the_same():
    mailbox = a_mailbox()
    limits = DoorLimits(per_peer=(Limit(3, 60),), is_spared=nobody)

    with the_front_door(limits=limits) as port:
        answers = [
            hand_over(port, a_mail(mailbox.address), to=[mailbox.address], sender=f"a{n}@b.example")[:3]
            for n in range(5)
        ]

    assert answers == ["250", "250", "250", "451", "451"]
    assert Receipt.objects.count() == 3


def test_nobody_uses_up_in_a_customers_name_what_the_customer_may_send():
    limits = DoorLimits(per_sender=(Limit(1, 60),))
    limits.take("203.0.113.7", "rina@people.example")

    assert limits.wait("203.0.113.7", "RINA@people.example")
    assert not limits.wait("198.51.100.1", "rina@people.example")


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
    ],
)
def test_a_peer_is_known_by_its_network(peer, network):
    assert network_of(peer) == network


def test_one_peer_does_not_hold_all_connections():
    with the_front_door(most_of_one_peer=2, is_spared=nobody) as port:
        lines = [Line(port) for _ in range(3)]
        greetings = [line.hear()[:3] for line in lines]
        for line in lines:
            line.close()

    assert greetings == ["220", "220", "421"]


def test_a_mail_server_on_this_machine_may_hold_as_many_as_it_likes():
    limits = DoorLimits(per_peer=(Limit(1, 60),))
    mailbox = a_mailbox()

    with the_front_door(limits=limits, most_of_one_peer=1) as port:
        lines = [Line(port) for _ in range(3)]
        greetings = [line.hear()[:3] for line in lines]
        for line in lines:
            line.close()
        answers = [handed(port, mailbox.address, number) for number in range(2)]

    assert greetings == ["220"] * 3
    assert answers == ["250"] * 2


def test_when_too_much_waits_senders_keep_what_they_have():
    mailbox = a_mailbox()

    with the_front_door(backlog=Backlog(most=1)) as port:
        first = [handed(port, mailbox.address, 0)]
    with the_front_door(backlog=Backlog(most=0)) as port:
        behind = handed(port, mailbox.address, 1)
    work()
    with the_front_door(backlog=Backlog(most=0)) as port:
        again = handed(port, mailbox.address, 1)

    assert (first, behind, again) == (["250"], "451", "250")


def handed(port: int, address: str, number: int) -> Any:
    return hand_over(port, a_mail(address), to=[address], sender=f"s{number}@people.example")[:3]
