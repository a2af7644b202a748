"""The database's part of the visitors' sockets: who may listen, what is new, who waits how long."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from channels_in.actions.count_refusal import count_refusal
from channels_in.actions.note_visit import note_left, note_page, note_there
from channels_in.hooks.gate import Shut
from channels_in.models import Connection, Visitor
from channels_in.webchat import there
from channels_in.webchat.browsers import page_in
from channels_in.webchat.feed import feed, has_news, listened_to
from channels_in.webchat.gate import connection_called
from channels_in.webchat.house import House, house_of, place_of, places
from channels_in.webchat.line import Facts
from channels_in.webchat.origins import is_allowed
from channels_in.webchat.reading import read_upto
from channels_in.webchat.visitors import own_of, visitor_of
from helpdesk.lib.asked_once import asking_once
from tickets.models import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    visitor: Visitor
    feed: dict[str, Any]
    tickets: set[int]
    elsewhere: set[int]  # of these, of other channels: who writes there writes to somebody's telephone
    ticket: int | None
    is_waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedOver:
    gone: set[int]  # visitors who may listen no longer
    standing: Mapping[tuple[int, int | None], Any]  # by connection and waiting ticket; another: look again


def may_knock(key: str, origin: str) -> Connection | None:
    try:
        connection = connection_called(key)
    except Shut:
        return None
    if not is_allowed(origin.lower(), connection.options.get("origins", [])):
        count_refusal(connection, "bad_origin")
        return None
    return connection if connection.channel.is_active else None


def begin(connection: Connection, words: Mapping[str, Any]) -> Opened:
    """Shut for who is nobody here."""
    visitor = visitor_of(connection, words.get("token"))
    page, title = page_in(words)
    note_page(visitor.pk, page=page, title=title)
    found = look(visitor, str(words.get("cursor") or ""))
    if found.ticket:
        there.tell_of(found.ticket)
    return found


def look(visitor: Visitor, cursor: str) -> Opened:
    own = own_of(visitor)
    now = own.current
    with translation.override(visitor.language or visitor.connection.channel.language):
        told = feed(visitor, cursor, own=own)
    return Opened(
        visitor=visitor,
        feed=told,
        tickets=listened_to(own),
        elsewhere=set(own.elsewhere),
        ticket=now.pk if now else None,
        is_waiting=told["state"]["phase"] == "queued",
    )


def look_again(visitor_id: int, cursor: str) -> Opened | None:
    visitor = Visitor.objects.filter(pk=visitor_id, revoked_at=None).first()
    if visitor is None:
        return None
    visitor.connection = _connection(visitor.connection_id)
    return look(visitor, cursor)


def hears_late(visitor_id: int, cursor: str, tickets: Collection[int]) -> bool:
    """Whether a page that was told all until that cursor must look again."""
    visitor = Visitor.objects.filter(pk=visitor_id).first()
    if visitor is None:
        return True
    visitor.connection = _connection(visitor.connection_id)
    return has_news(visitor, cursor, tickets)


def mark(visitor_id: int, *, delivered: int, read: int) -> None:
    if visitor := Visitor.objects.filter(pk=visitor_id, revoked_at=None).first():
        visitor.connection = _connection(visitor.connection_id)
        read_upto(visitor, delivered=delivered, read=read)


def move(visitor_id: int, ticket_id: int | None, words: Mapping[str, Any]) -> None:
    """To another page, or into the background."""
    page, title = page_in(words)
    note_page(visitor_id, page=page, title=title)
    if ticket_id:
        there.tell_of(ticket_id)


def left(visitor_id: int, ticket_id: int | None) -> None:
    note_left(visitor_id)
    if ticket_id:
        there.tell_of(ticket_id)


def look_over(all_facts: Sequence[Facts], *, notes: bool) -> LookedOver:
    """Of all sockets of a process in a handful of queries, however many there are."""
    visitors = Visitor.objects.in_bulk({one.visitor for one in all_facts})
    wanted = Connection.objects.filter(pk__in={one.connection for one in all_facts})
    connections = {one.pk: one for one in wanted.select_related("channel__team", "channel__calendar")}
    open_ones = {pk for pk, one in connections.items() if one.channel.is_active}
    gone = {one.visitor for one in all_facts if not _may_listen(visitors.get(one.visitor), one, open_ones)}
    if notes:
        note_there(set(visitors) - gone)
    with asking_once():
        return LookedOver(gone=gone, standing=_standing(all_facts, connections))


def _may_listen(visitor: Visitor | None, facts: Facts, open_ones: set[int]) -> bool:
    known = visitor is not None and visitor.revoked_at is None and visitor.is_proven
    return known and facts.connection in open_ones


def _standing(
    all_facts: Sequence[Facts], connections: Mapping[int, Connection]
) -> dict[tuple[int, int | None], Any]:
    waiting = Ticket.objects.in_bulk({one.ticket for one in all_facts if one.ticket})
    lines = {team: places(team) for team in {ticket.team_id for ticket in waiting.values()}}
    houses: dict[tuple[int, int | None], House] = {}
    standing: dict[tuple[int, int | None], Any] = {}
    for one in all_facts:
        connection, ticket = connections.get(one.connection), waiting.get(one.ticket or 0)
        if connection is None:
            standing[one.connection, one.ticket] = None
            continue
        team_id = ticket.team_id if ticket else None
        house = houses.get((connection.pk, team_id)) or house_of(connection.channel, team_id=team_id)
        houses[connection.pk, team_id] = house
        place = place_of(ticket, lines[team_id], house) if ticket else None
        standing[one.connection, one.ticket] = (house.hours["open"], house.is_there, place)
    return standing


def most_of(network: str, usual: int) -> int:
    """Loopback is a proxy that does not say whom it speaks for, or a measurement."""
    return usual * 10 if network in {"127.0.0.1", "::1"} else usual


def _connection(pk: int) -> Connection:
    return Connection.objects.select_related("channel__team", "channel__calendar").get(pk=pk)
