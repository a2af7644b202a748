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
from channels_in.backlog import Backlog
from channels_in.in_thread import DatabaseThreads
from channels_in.mail import handover
from channels_in.mail.own_addresses import OwnAddresses, own_addresses
from channels_in.mail.smtp_limits import DoorLimits
from channels_in.models import Connection, Receipt

log = logging.getLogger(__name__)

LATER = "451 4.3.0 Try again later"
UNKNOWN = "550 5.1.1 No such mailbox here"
PAUSED = "450 4.2.1 This mailbox is switched off for now"
TOO_FAST = "451 4.7.1 Too many messages from this sender, try again later"
BUSY = "451 4.3.2 Too much is waiting here, try again later"
MOST_UNKNOWN = 20  # of one session: whoever tries names gets no further answers
MOST_RECIPIENTS = 100
REMEMBERED_SECONDS = 5.0  # how long a known address is believed
AGAIN_SECONDS = 0.2  # how soon an unknown one is looked up again


class MailDoor:
    """What the server asks at each command: aiosmtpd's hooks."""

    def __init__(
        self,
        threads: DatabaseThreads,
        *,
        limits: DoorLimits | None = None,
        backlog: Backlog | None = None,
    ) -> None:
        self._threads = threads
        self._limits = limits or DoorLimits()
        self._backlog = backlog or Backlog()
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
        if self._limits.wait(_peer(session), _bare(address)):
            return TOO_FAST
        if await self._threads.run(self._backlog.is_too_long):
            return BUSY
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
        envelope.rcpt_tos.append(address)
        # To whom we have said yes stays with the mail: by its end the mailbox may have another address.
        envelope.by_mailbox = getattr(envelope, "by_mailbox", {})
        envelope.by_mailbox.setdefault(mailbox.connection_id, []).append(_clean(address))
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self._limits.take(_peer(session), _bare(envelope.mail_from)):
            return TOO_FAST
        work = partial(
            _take,
            envelope.content,
            sender=_bare(envelope.mail_from),
            recipients=envelope.by_mailbox,
            peer=_peer(session),
            is_encrypted=session.ssl is not None,
        )
        receipts = await self._threads.run(work)
        return f"250 2.0.0 Kept as {', '.join(str(receipt.pk) for receipt in receipts)}"

    async def handle_exception(self, error: Exception) -> str:
        log.error("A mail could not be taken: %s", error, exc_info=error)
        return LATER

    async def _addresses(self, wanted: str) -> OwnAddresses:
        """As they were some seconds ago, unless that does not know the wanted one."""
        age = monotonic() - self._own_since
        if age > (REMEMBERED_SECONDS if wanted in self._own else AGAIN_SECONDS):
            self._own = await self._threads.run(own_addresses)
            self._own_since = monotonic()
        return self._own


@transaction.atomic
def _take(
    raw: bytes, *, sender: str, recipients: dict[int, list[str]], peer: str, is_encrypted: bool
) -> list[Receipt]:
    """One receipt for each of our mailboxes that the mail is for, all or none: KeyError if one is gone."""
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


def _bare(address: str) -> str:
    return "" if address == "<>" else _clean(address)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _peer(session: Any) -> str:
    return str(session.peer[0]) if session.peer else ""
