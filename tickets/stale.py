"""Somebody else was faster: what they did, so that a person can decide with it before their eyes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actors import Actor
from events.models import Event
from tickets.models import Draft, Message, Note, Ticket

JUST_SENT = timedelta(seconds=10)


class StaleTicket(Exception):
    """`changes`: what is newer than what the person saw, messages or events of one kind, oldest first."""

    def __init__(self, changes: Sequence[Message] | Sequence[Event]) -> None:
        super().__init__(f"{len(changes)} newer")
        self.changes = list(changes)

    @property
    def words(self) -> str:
        if any(isinstance(change, Message) for change in self.changes):
            return _("Not sent: somebody wrote meanwhile. Your text is kept.")
        return _("Something happened on this ticket since you looked at it.")


class SaidAlready(StaleTicket):
    """The agent has sent the same words since, from another window that held the same draft."""

    @property
    def words(self) -> str:
        return _("Not sent: you have sent the same words already, perhaps in another window.")


class StaleDraft(Exception):
    """Another window of the same agent has saved this draft since, or ended it: then `draft` is None."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__(f"draft {draft.pk} is at version {draft.version}" if draft else "there is no draft")
        self.draft = draft

    @property
    def words(self) -> str:
        if self.draft is None:
            return _("You sent this draft or threw it away in another window.")
        return _("You changed this draft in another window.")


class SentBefore(Exception):
    """The same click has said something else already: `earlier`. What it says now was not sent."""

    def __init__(self, earlier: Message | Note) -> None:
        super().__init__(f"{earlier} has the key")
        self.earlier = earlier

    @property
    def words(self) -> str:
        return _("This was not sent, because an earlier version of it was:")


def refuse_stale_write(
    ticket: Ticket, *, seen_version: int | None, kinds: Collection[str], by: Actor
) -> None:
    """Raise if somebody else did one of `kinds` after the version that the actor saw. The ticket is locked.

    A note or a tag in the meantime is no reason to refuse an assignment: only what would be overwritten is.
    """
    if seen_version is not None and seen_version < ticket.version:
        mine = Q(actor_kind=by.kind, actor_id=by.id)
        newer = Event.objects.filter(ticket_id=ticket.pk, kind__in=kinds, data__version__gt=seen_version)
        if changes := list(newer.exclude(mine).order_by("id")):
            raise StaleTicket(changes)


def refuse_stale_send(
    ticket: Ticket, *, seen_message_id: int | None, agent_id: int, text: str, at: datetime | None = None
) -> None:
    """Raise if anyone else wrote after the newest message that the agent saw, or they themselves the same.

    What a colleague has only just sent stands on the page already, and yet whoever is about to press "Send"
    looks at their own words: the customer would get two answers. So it is asked about once. What customers
    just wrote is not, or nobody could answer a chat whose visitor writes line after line.
    """
    if seen_message_id is None:
        return
    mine, past = Q(agent_id=agent_id), Q(pk__gt=seen_message_id)
    theirs = Q(direction=Message.Direction.INBOUND, is_auto_reply=False)
    ours = Q(author_kind=Message.AuthorKind.AGENT, withdrawn_at=None)
    just_sent = ours & ~mine & Q(created_at__gt=(at or timezone.now()) - JUST_SENT)
    found = (past & (theirs | (ours & (~mine | Q(text=text))))) | just_sent
    newer = Message.objects.filter(found, ticket=ticket)
    if changes := list(newer.select_related("agent", "customer").order_by("id")):
        alone = all(change.agent_id == agent_id for change in changes)
        raise SaidAlready(changes) if alone else StaleTicket(changes)
