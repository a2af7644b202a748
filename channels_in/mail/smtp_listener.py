"""Our front door for mail. 250 means: committed. Whatever goes wrong before that is the sender's to try
again.
"""

from __future__ import annotations

import logging
from functools import partial
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone

from channels_in.actions.count_refusal import count_refusal
from channels_in.actions.take_receipt import take_receipt
from channels_in.in_thread import DatabaseThreads
from channels_in.mail import handover
from channels_in.mail.own_addresses import OwnAddresses, own_addresses
from channels_in.models import Connection, Receipt
from channels_in.rate import Limit, Rate

log = logging.getLogger(__name__)

LATER = "451 4.3.0 Try again later"
UNKNOWN = "550 5.1.1 No such mailbox here"
PAUSED = "450 4.2.1 This mailbox is switched off for now"
TOO_FAST = "451 4.7.1 Too many messages from this sender, try again later"
PER_SENDER = (Limit(50, 60), Limit(600, 3600))
MOST_UNKNOWN = 20  # of one session: whoever tries names gets no further answers
MOST_RECIPIENTS = 100
REMEMBERED_SECONDS = 5.0  # how long a known address is believed
AGAIN_SECONDS = 0.2  # how soon an unknown one is looked up again


class MailDoor:
    """What the server asks at each command: aiosmtpd's hooks."""

    def __init__(self, threads: DatabaseThreads, *, per_sender: tuple[Limit, ...] = PER_SENDER) -> None:
        self._threads = threads
        self._rate = Rate(per_sender)
        self._own = OwnAddresses()
        self._own_since = float("-inf")

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        offered = [line for line in responses[:-1] if not line.startswith("250-AUTH")]
        return [*offered, "250-PIPELINING", "250 ENHANCEDSTATUSCODES"]

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._rate.wait(_sender_key(session, address)):
            return TOO_FAST
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if getattr(session, "unknown", 0) >= MOST_UNKNOWN:
            return "421 4.7.0 Too many unknown recipients"
        mailbox = (await self._addresses(address)).mailbox_of(address)
        if mailbox is None:
            session.unknown = getattr(session, "unknown", 0) + 1
            await self._threads.run(count_refusal, None, "unknown_recipient")
            return UNKNOWN
        if not mailbox.is_active:
            return PAUSED
        envelope.rcpt_tos.append(_clean(address))
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self._rate.take(_sender_key(session, envelope.mail_from)):
            return TOO_FAST
        own = await self._addresses()
        work = partial(
            _take,
            envelope.content,
            sender=_bare(envelope.mail_from),
            recipients=_by_mailbox(envelope.rcpt_tos, own),
            peer=_peer(session),
            is_encrypted=session.ssl is not None,
        )
        receipts = await self._threads.run(work)
        return f"250 2.0.0 Kept as {', '.join(str(receipt.pk) for receipt in receipts)}"

    async def handle_exception(self, error: Exception) -> str:
        log.error("A mail could not be taken: %s", error, exc_info=error)
        return LATER

    async def _addresses(self, wanted: str = "") -> OwnAddresses:
        """As they were some seconds ago, unless that does not know the wanted one."""
        age = monotonic() - self._own_since
        is_known = not wanted or wanted in self._own
        if age > (REMEMBERED_SECONDS if is_known else AGAIN_SECONDS):
            self._own = await self._threads.run(own_addresses)
            self._own_since = monotonic()
        return self._own


@transaction.atomic
def _take(
    raw: bytes, *, sender: str, recipients: dict[int, list[str]], peer: str, is_encrypted: bool
) -> list[Receipt]:
    """One receipt for each of our mailboxes that the mail is for, all or none."""
    connections = Connection.objects.select_related("channel").in_bulk(recipients)
    return [
        take_receipt(
            connections[pk],
            raw,
            door=Receipt.Door.SMTP,
            envelope=handover.by_smtp(
                peer=peer, sender=sender, recipients=addresses, is_encrypted=is_encrypted
            ),
            received_at=timezone.now(),
        )
        for pk, addresses in recipients.items()
    ]


def _by_mailbox(addresses: list[str], own: OwnAddresses) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for address in addresses:
        if mailbox := own.mailbox_of(address):
            found.setdefault(mailbox.connection_id, []).append(address)
    return found


def _sender_key(session: Any, address: str) -> str:
    """Reports have no sender: they are counted by who hands them over."""
    return _bare(address).lower() or _peer(session)


def _bare(address: str) -> str:
    return "" if address == "<>" else _clean(address)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _peer(session: Any) -> str:
    return str(session.peer[0]) if session.peer else ""
