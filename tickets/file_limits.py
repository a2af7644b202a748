"""What files a kind of channel takes: how many, how large, of which types."""

from __future__ import annotations

from collections.abc import Sequence

from tickets.capabilities import MEGABYTE, Capabilities, capabilities_of
from tickets.models import Attachment, Channel, Ticket
from tickets.refusals import Refused
from tickets.unreachable_words import words_of
from tickets.ways import ways_to


def refuse_files(ticket: Ticket, channel: Channel, files: Sequence[Attachment]) -> None:
    can = capabilities_of(channel)
    if files and not can.carries_files:
        raise no_files(ticket, channel)
    if len(files) > can.max_files:
        raise Refused("too_many_files", limit=can.max_files)
    if sum(file.size for file in files) > can.max_files_bytes:
        raise Refused("files_too_large", limit=can.max_files_bytes // MEGABYTE)
    for file in files:
        refuse_file(can, file.name, file.content_type, file.size)


def no_files(ticket: Ticket, channel: Channel) -> Refused:
    """With the way by which they can go, if there is one now."""
    ways = (way for way in ways_to(ticket) if capabilities_of(way.channel).carries_files)
    way = next((way for way in ways if way.channel.pk != channel.pk), None)
    return Refused("no_files", channel=channel.name, instead=words_of(way), way=way)


def refuse_file(can: Capabilities, name: str, content_type: str, size: int) -> None:
    limit = limit_for(can, content_type)
    if limit is None:
        raise Refused("file_type", name=name)
    if size > limit:
        raise Refused("file_too_large", name=name, limit=limit // MEGABYTE)


def limit_for(can: Capabilities, content_type: str) -> int | None:
    """In bytes. None: the provider takes no such files."""
    if not can.file_limits:
        return can.max_file_bytes
    for name in (content_type, content_type.partition("/")[0], ""):
        if name in can.file_limits:
            return min(can.file_limits[name], can.max_file_bytes)
    return None
