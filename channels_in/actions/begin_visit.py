from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from channels_in.mail import cleaning
from channels_in.models import Connection, Visitor, WayBack
from channels_in.webchat.proof import Proven
from channels_in.webchat.taken_for import is_alone
from channels_in.webchat.visitors import hash_of, new_token
from people.identity import identify
from people.models import Identity
from tickets.models import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    visitor: Visitor
    token: str | None  # only a new one; it is never told again


@transaction.atomic
def begin_visit(
    connection: Connection,
    *,
    token_hash: str,
    proven: Proven | None,
    facts: Mapping[str, str],
    link: str = "",
) -> Visit:
    """The browser that holds this token, or a new one.

    A token of somebody who was signed in opens nothing by itself: without proof, or with another's, whoever
    sits at this computer now is a new visitor. Signing in changes the token, so that one which was seen
    before is worth nothing after.
    """
    known = Visitor.objects.select_for_update(no_key=True).filter(connection=connection, revoked_at=None)
    visitor = known.filter(token_hash=token_hash).first()
    subject = proven.subject if proven else ""
    if visitor and visitor.subject not in {"", subject}:
        visitor = None
    token = new_token() if visitor is None or visitor.subject != subject else None
    visitor = visitor or Visitor(connection=connection)
    visitor.connection = connection
    if token:
        visitor.token_hash = hash_of(token)
    for name, value in facts.items():
        setattr(visitor, name, value)
    visitor.seen_at, visitor.left_at = timezone.now(), None
    if proven:
        _believe(visitor, proven)
    visitor.save()
    if proven:
        _join(visitor, proven)
    if link:
        _come_back(visitor, link)
    return Visit(visitor=visitor, token=token)


def _believe(visitor: Visitor, proven: Proven) -> None:
    connection = visitor.connection
    visitor.subject = proven.subject
    visitor.user_base = str(connection.options.get("user_base") or connection.pk)[:50]
    visitor.identity_until = datetime.fromtimestamp(proven.until, UTC)
    visitor.name = cleaning.display_name(proven.name) or visitor.name
    visitor.email = proven.email or visitor.email
    visitor.phone = proven.phone or visitor.phone
    visitor.email_is_signed, visitor.phone_is_signed = proven.email_is_verified, proven.phone_is_verified
    visitor.language = proven.language or visitor.language


def _join(visitor: Visitor, proven: Proven) -> None:
    """Nobody is made a customer by signing in; but who they are joins what they have here already, if it is
    theirs alone.
    """
    signed, anonymous = visitor.signed_address, visitor.own_address
    chat = Identity.objects.filter(kind=ChannelKind.WEBCHAT)
    is_new = not chat.filter(address=signed).exists()
    if is_new and chat.filter(address=anonymous).exists() and is_alone(visitor):
        identify(kind=ChannelKind.WEBCHAT, address=signed, also=[(ChannelKind.WEBCHAT, anonymous)])
    chat.filter(address=signed, is_verified=False).update(is_verified=True)


def _come_back(visitor: Visitor, link: str) -> None:
    """By the link in a mail: it opens one conversation, once, to one browser."""
    ways = WayBack.objects.filter(visitor__connection=visitor.connection, expires_at__gt=timezone.now())
    ways.filter(token_hash=hash_of(link), used_at=None).update(used_by=visitor, used_at=timezone.now())
