"""One socket per open page: facts out, a few words in. It joins only groups of what its agent may see."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone

from events import push
from events.horizon import take_cursor
from people.actions.set_presence import heartbeat
from people.models import Agent
from tickets import live, lost_pushes, presence_on_ticket, socket_rights, socket_words
from tickets.models import Ticket
from tickets.recording import groups_of
from tickets.socket_groups import Groups
from tickets.socket_hint import Hint
from tickets.socket_page import Page
from tickets.socket_rights import Holder, Rights
from tickets.socket_words import Nonsense, Pace, Words

NOT_ALLOWED, TOO_FAST = 4403, 4429
MOVES = frozenset({"ticket.transferred", "ticket.assigned", "ticket.unassigned"})  # to other groups


class LiveConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    agent: Agent
    holder: Holder
    rights: Rights

    async def connect(self) -> None:
        user, session = self.scope["user"], self.scope["session"]
        if not user.is_authenticated or not session.session_key:
            await self.close(NOT_ALLOWED)  # before accepting: the browser gets a 403
            return
        self.agent = user
        self.holder = Holder(agent_id=user.pk, session_key=session.session_key)
        self.pace, self.passed_on = Pace(), live.PassedOn()
        self.hint = Hint(partial(self.say, {"type": "counts"}))
        self.is_shut = False
        rights = (await database_sync_to_async(socket_rights.rights_of)([self.holder])).get(self.holder)
        if rights is None:
            await self.close(NOT_ALLOWED)
            return
        self.rights = rights
        self.heard = Groups(self.channel_layer, self.channel_name)
        self.page = Page(self.heard)
        await self.heard.allow(rights.groups)
        await self.accept()
        socket_rights.rounds.join(self)
        lost_pushes.rounds.join(self)
        await self.say({"type": "hello", "cursor": await database_sync_to_async(take_cursor)()})

    async def disconnect(self, code: int) -> None:
        if not hasattr(self, "rights"):
            return
        socket_rights.rounds.leave(self)
        lost_pushes.rounds.leave(self)
        self.hint.cancel()
        await self.stop_viewing()
        await self.heard.leave()

    # From the browser

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.pace.allows():
            await self.shut(TOO_FAST)
            return
        try:
            await self.hear(socket_words.read(text_data))
        except Nonsense as nonsense:
            await self.say({"type": "error", "code": nonsense.code})

    async def hear(self, words: Words) -> None:
        match words.kind:
            case "beat":
                await database_sync_to_async(heartbeat)(self.agent)
                await self.say({"type": "beat"})  # so that the browser knows that the line still holds
                await self.say_who_is_there()
            case "watch":
                await self.watch(words.tickets)
            case "left":
                await self.stop_viewing()
            case _:
                await self.view(words)

    async def watch(self, ids: tuple[int, ...]) -> None:
        """Hear of these tickets, which the page shows, for whatever reason the agent sees them."""
        await self.page.show(await self.in_sight(*ids))
        await self.say_who_is_there()

    async def view(self, words: Words) -> None:
        ticket = self.page.viewed
        if ticket is None or ticket.pk != words.ticket:
            await self.stop_viewing()
            if not (seen := await self.in_sight(words.ticket)):
                raise Nonsense("not_found")
            await self.page.open(ticket := seen[0])
        await presence_on_ticket.look(
            words.ticket, agent_id=self.agent.pk, name=self.agent.name, typing=words.draft
        )
        await self.tell_who_is_there(ticket)

    async def stop_viewing(self) -> None:
        if (left := self.page.viewed) is not None:
            await self.page.leave(left)
            await presence_on_ticket.leave(left.pk, agent_id=self.agent.pk)
            await self.tell_who_is_there(left)

    async def tell_who_is_there(self, ticket: Ticket) -> None:
        there = (await presence_on_ticket.viewers([ticket.pk])).get(ticket.pk, [])
        push.send(groups_of(ticket), {**presence_on_ticket.as_message(ticket.pk, there), "type": "looked"})

    async def say_who_is_there(self) -> None:
        for pk, there in (await presence_on_ticket.viewers(self.page.shown)).items():
            await self.say(presence_on_ticket.as_message(pk, there))

    # From the channel layer

    async def happened(self, message: dict[str, Any]) -> None:
        kind, ticket = message["kind"], message["ticket"]
        lost_pushes.note_heard(message)
        if kind == "agent.changed" and message["agent"] == self.agent.pk:
            await socket_rights.check([self])
        is_here = self.page.is_on(ticket)
        if is_here and MOVES.intersection(kind for _, kind in push.events_in(message)):
            await self.look_again(ticket)
        words = live.as_message(message)
        if words and self.passed_on.is_new(kind, message["event"], ticket, message.get("version")):
            await self.say(words)
            if words["type"] == "changed":
                self.hint.give_soon()

    async def unfollowed(self, message: dict[str, Any]) -> None:
        await self.look_again(message["ticket"])

    async def looked(self, message: dict[str, Any]) -> None:
        if self.passed_on.is_new("looked", message["ticket"], message["at"]):
            await self.say({**message, "type": "viewing"})

    async def typed(self, message: dict[str, Any]) -> None:
        """A visitor writes, comes, goes or reads another page."""
        if self.page.viewed and self.page.viewed.pk == message["ticket"]:
            await self.say(message)

    moved = incident = typed

    async def called(self, message: dict[str, Any]) -> None:
        await self.say(message)  # somebody on the telephone has come a step further

    # What the agent may see

    @property
    def hears(self) -> set[str]:
        return self.heard.names

    @property
    def shown(self) -> list[int]:
        return self.page.shown

    async def keep_to(self, rights: Rights | None) -> None:
        """Of tickets/socket_rights.py: called every few seconds with what holds now."""
        if rights is None or rights.password != self.rights.password or self.rights.groups - rights.groups:
            await self.shut(NOT_ALLOWED)
            return
        await self.heard.allow(rights.groups)
        self.rights = rights

    async def look_again(self, ticket_id: int) -> None:
        """It may be out of sight now, or in sight for another reason than before."""
        seen = await self.in_sight(ticket_id)
        await self.page.look_again(ticket_id, seen)
        viewed = self.page.viewed
        if viewed and viewed.pk == ticket_id:  # those who see it now hear who is there
            await database_sync_to_async(viewed.refresh_from_db)(fields=["team", "assignee"])
            if not seen:
                await self.stop_viewing()

    async def in_sight(self, *ids: int) -> list[Ticket]:
        return list(await database_sync_to_async(socket_rights.in_sight)(self.agent, ids))

    async def say(self, words: dict[str, Any]) -> None:
        if not self.is_shut:
            try:
                await self.send(json.dumps({"at": timezone.now().isoformat(), **words}))
            except OSError:  # the browser has gone; disconnect() is on its way
                self.is_shut = True

    async def shut(self, code: int) -> None:
        self.is_shut = True
        await self.close(code)
