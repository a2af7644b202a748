"""From a receipt to its items, each with exactly one outcome.

A receipt is read with no transaction open. Then one transaction marks it done and decides its items. An item
that fails goes back to its savepoint and does not hold up the others; the receipt then comes again for it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from time import monotonic

from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now
from structlog.contextvars import bound_contextvars

from channels_in import kinds, raw_store
from channels_in.actions.bury_receipt import bury_receipt
from channels_in.actions.decide_item import decide_item, leave_undecided
from channels_in.actions.open_item import count_repeats, open_item
from channels_in.actions.put_off_receipt import put_off_receipt
from channels_in.actions.supersede_items import supersede_items
from channels_in.actions.wait_no_longer import wait_no_longer
from channels_in.chat.content import Edit, Reaction, TakenBack
from channels_in.items import Incoming, TooEarly, dead
from channels_in.messages import InboundMessage
from channels_in.models import Receipt, ReceiptItem
from events import claims

log = logging.getLogger(__name__)

LAST = "\U0010ffff"  # behind every address
MAIL, REST, CHAT = "mail", "rest", "chat"
DOORS = {MAIL: ("smtp", "imap"), REST: ("http", "form"), CHAT: ("chat",)}
# A mail may hang its reader for seconds: what is claimed with it waits as long, or until its lease runs
# out and another worker takes it. The rest is quick to read.
BATCH = {MAIL: 5, REST: 10, CHAT: 10}
# Both are well below the lease of what was claimed together: a customer who says a thousand things at once
# must not keep the workers from all others.
AT_A_TIME = 5.0  # seconds for what one receipt holds; the rest of it comes again behind who waits by now
PATIENCE = 8.0  # seconds with whoever else holds a customer


def take_in_due(lane: str) -> bool:
    """Process what is due at these doors. True if the time was up before the work was."""
    rows = Receipt.objects.filter(door__in=DOORS[lane]).select_related("connection__channel__team")
    rows = rows.defer("connection__secrets")  # nothing that comes in needs them
    more = claims.drain(rows, take_in, limit=BATCH[lane])
    settle_buried(lane)
    return more


def take_in(receipt: Receipt) -> bool:
    with bound_contextvars(receipt=receipt.pk):
        try:
            found = kinds.of(receipt).read(receipt, raw_store.read(receipt))
        except Exception as error:
            claims.give_back(receipt, error)
            return False
        return claims.run(receipt, partial(_decide_all, found=found))


def settle_buried(lane: str) -> None:
    """A receipt that used up its attempts: its items are dead, with the reason, where a person sees them."""
    buried = Receipt.objects.dead().filter(door__in=DOORS[lane]).select_related("connection__channel")
    for receipt in buried.order_by("due_at")[:20]:
        bury_receipt(receipt, unread=kinds.unread(receipt))


def _decide_all(receipt: Receipt, found: Sequence[Incoming]) -> None:
    """Items are opened by the order of their ids and decided by that of their customers, in which all workers
    agree: two with batches about the same customers do not wait for one another.
    """
    wait_no_longer(PATIENCE)
    earlier = {(item.channel_id, item.external_id): item for item in receipt.items.all()}
    firsts = {_key(receipt, incoming): incoming for incoming in reversed(found)}
    items = {key: open_item(receipt, firsts[key]) for key in sorted(firsts)}
    if gone := [item for key, item in earlier.items() if item.outcome is None and key not in items]:
        supersede_items(gone, by=[(items[key], firsts[key]) for key in firsts], receipt=receipt)
    kinds.of(receipt).hold(receipt, found)
    due, repeated = [], []
    for incoming in sorted(found, key=_whose):
        key = _key(receipt, incoming)
        item = items[key]
        is_ours = incoming is firsts[key] and item.receipt_id == receipt.pk
        if is_ours and item.outcome is None:
            due.append((item, incoming))
        if not is_ours:
            repeated.append(item.pk)
    _decide_in_time(receipt, due)
    if not earlier.keys() & items.keys():  # else they were counted when it was read before
        count_repeats(repeated)


def _decide_in_time(receipt: Receipt, due: Sequence[tuple[ReceiptItem, Incoming]]) -> None:
    """Once the time is up what was decided is committed, and nobody waits for a customer of it any longer."""
    until, failed = monotonic() + AT_A_TIME, False
    for item, incoming in due:
        is_decided = _decide(receipt, item, incoming)
        failed |= not is_decided
        if is_decided and item is not due[-1][0] and monotonic() > until:
            claims.rearm(receipt, at=Now())  # behind whatever waits already; getting on was no failure
            return
    if failed:
        put_off_receipt(receipt)


def _key(receipt: Receipt, incoming: Incoming) -> tuple[int, str]:
    """By which an item is known: one door may serve several channels."""
    return incoming.channel or receipt.origin.channel_id, incoming.external_id


def _whose(incoming: Incoming) -> str:
    """Sorting by it leaves what one customer did in its order, and reports for last."""
    match incoming.content:
        case InboundMessage() as message:
            return message.written_by
        case Edit() | TakenBack() | Reaction() as change:
            return change.who.address
        case _:
            return LAST


def _decide(receipt: Receipt, item: ReceiptItem, incoming: Incoming) -> bool:
    try:
        with transaction.atomic():
            decide_item(item, kinds.of(receipt).decide(receipt, incoming, item))
    except (OperationalError, InterfaceError):
        raise  # the database's trouble, not the item's
    except TooEarly as early:
        log.info("Item %s waits for what it is about.", item.pk)
        leave_undecided(item, f"TooEarly: {early}")
        return False
    except Exception as error:
        if not receipt.is_at_fault(error):
            raise
        reason = f"{type(error).__name__}: {error}"
        if receipt.attempts < receipt.max_attempts:
            log.warning("Item %s failed at attempt %s: %s", item.pk, receipt.attempts, reason, exc_info=error)
            leave_undecided(item, reason)
            return False
        log.error("Item %s is dead: %s", item.pk, reason, exc_info=error)
        decide_item(item, dead("error", reason))
    return True
