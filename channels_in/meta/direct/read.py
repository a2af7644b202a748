"""A webhook of Messenger or Instagram: entries, each for one of our accounts, and in each the events.

Source: developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks. One address of
ours serves all accounts of an app; an entry reaches none of another. A broken event costs nobody but itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from channels_in.chat.content import Nothing, Said
from channels_in.chat.reading import Data, digest_of, document, name_of, part, parts, unread, words
from channels_in.items import Incoming
from channels_in.meta.direct.accounts import KINDS, Account, accounts_of
from channels_in.meta.direct.events import said_in
from channels_in.meta.direct.moments import moment_in
from channels_in.meta.door import APP
from channels_in.models import Receipt

NOBODYS = "0"  # the entry of a test from the dashboard
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Found(NamedTuple):
    at: datetime
    incoming: Incoming


def read(receipt: Receipt, raw: bytes) -> Sequence[Incoming]:
    body = _body(raw)
    if body is None or not words(body, "object") or not isinstance(body.get("entry"), list):
        return [unread(raw)]
    kind = KINDS.get(words(body, "object"))
    if kind is None:
        return [_nothing("other_object", body)]
    accounts = accounts_of(str(receipt.envelope.get(APP, "")), kind)
    found = [one for entry in body["entry"] for one in _in_entry(entry, accounts)]
    in_order = sorted(found, key=lambda one: one.at)  # after a failure Meta sends in any order
    return [one.incoming for one in in_order] or [_nothing("empty", body)]


def _body(raw: bytes) -> Data | None:
    """One example of Meta has it as the only element of a list."""
    stripped = raw.strip()
    is_list = stripped.startswith(b"[") and stripped.endswith(b"]")
    return document(stripped[1:-1] if is_list else stripped)


def _in_entry(entry: Any, accounts: Mapping[str, Account]) -> Iterator[Found]:
    if not isinstance(entry, dict):
        yield Found(LONG_AGO, _unread(entry, "An entry that is no object."))
        return
    account = accounts.get(words(entry, "id"))
    for change in parts(entry, "changes"):
        yield _in_change(entry, change, account)
    for place in ("messaging", "standby"):
        events = entry.get(place)
        for event in events if isinstance(events, list) else ():
            yield _in_event(entry, event, account, is_aside=place == "standby")


def _in_change(entry: Data, change: Data, account: Account | None) -> Found:
    """Posts, comments and ratings are public and not ours to answer. A message has its shape even here."""
    value = part(change, "value")
    if account and isinstance(value.get("message"), dict) and isinstance(value.get("sender"), dict):
        return _in_event(entry, value, account, is_aside=False)
    reason = "test" if words(entry, "id") == NOBODYS else "not_messaging"
    return Found(LONG_AGO, _nothing(reason, entry, change))


def _in_event(entry: Data, event: Any, account: Account | None, *, is_aside: bool) -> Found:
    if not isinstance(event, dict):
        return Found(LONG_AGO, _unread(event, "An event that is no object."))
    at = moment_in(event, "timestamp") or LONG_AGO
    if account is None and words(entry, "id") == NOBODYS:
        return Found(at, _nothing("test", entry, event))
    if account is None:
        name = json.dumps([words(entry, "id"), event], sort_keys=True)
        return Found(
            at, unread(name.encode(), reason="unknown_account", detail=words(entry, "id", longest=100))
        )
    said = said_in(event, account, is_aside=is_aside)
    return Found(at, _for(account, said) if said else _unread(event, "An event without an id.", account))


def _for(account: Account, said: Said) -> Incoming:
    if not account.is_active:
        said = Nothing(external_id=said.external_id, reason="switched_off")
    return Incoming(external_id=said.external_id, content=said, channel=account.channel)


def _unread(what: Any, detail: str, account: Account | None = None) -> Incoming:
    found = unread(json.dumps(what, sort_keys=True).encode(), detail=detail)
    channel = account.channel if account else None
    return Incoming(external_id=found.external_id, content=found.content, channel=channel)


def _nothing(reason: str, *what: Data) -> Incoming:
    name = name_of("event", digest_of(*what))
    return Incoming(external_id=name, content=Nothing(external_id=name, reason=reason))
