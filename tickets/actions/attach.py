from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from people.models import Agent
from tickets import attachment_files
from tickets.actions.save_draft import begin_draft
from tickets.capabilities import KINDS, MEGABYTE, Capabilities, capabilities_of
from tickets.changing import refuse_closed, refuse_reader
from tickets.file_limits import no_files, refuse_file
from tickets.models import Attachment, Channel, ChannelKind, Draft, Ticket
from tickets.recipients import last_words, reply_channel
from tickets.refusals import Refused


def attach(
    ticket: Ticket,
    *,
    agent: Agent,
    kind: str,
    name: str,
    chunks: Iterable[bytes],
    channel_id: int | None = None,
) -> Attachment:
    """Upload a file into the agent's draft, which begins here if there is none. `channel_id`: by which it is
    going to be sent, if not as usual; it is looked at again when it is.
    """
    refuse_reader(agent)
    refuse_closed(ticket)
    chosen = Channel.objects.filter(pk=channel_id, is_active=True).first() if channel_id else None
    channel = chosen or reply_channel(ticket, last_words(ticket))
    limits = capabilities_of(channel) if kind == Draft.Kind.REPLY else KINDS[ChannelKind.MAIL]  # a note stays
    if not limits.carries_files:
        raise no_files(ticket, channel)
    shown = attachment_files.shown_name(name)
    stored = _store(chunks, shown, limits)  # no transaction is open while bytes arrive
    try:
        if kind == Draft.Kind.REPLY:
            refuse_file(limits, shown, stored.content_type, stored.size)
        return _add(ticket, agent, kind, shown, stored, limits)
    except BaseException:
        attachment_files.remove([stored.key])
        raise


def _store(chunks: Iterable[bytes], shown: str, limits: Capabilities) -> attachment_files.StoredFile:
    try:
        stored = attachment_files.store(chunks, limit=limits.max_file_bytes)
    except attachment_files.TooLarge:
        raise Refused("file_too_large", name=shown, limit=limits.max_file_bytes // MEGABYTE) from None
    if stored.size == 0:
        attachment_files.remove([stored.key])
        raise Refused("empty_file", name=shown)
    return stored


@transaction.atomic
def _add(
    ticket: Ticket,
    agent: Agent,
    kind: str,
    shown: str,
    stored: attachment_files.StoredFile,
    limits: Capabilities,
) -> Attachment:
    draft = begin_draft(ticket, agent=agent, kind=kind)
    sizes = list(draft.attachments.values_list("size", flat=True))
    if len(sizes) >= limits.max_files:
        raise Refused("too_many_files", limit=limits.max_files)
    if sum(sizes) + stored.size > limits.max_files_bytes:
        raise Refused("files_too_large", limit=limits.max_files_bytes // MEGABYTE)
    return Attachment.objects.create(
        key=stored.key,
        draft=draft,
        name=shown,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
    )
