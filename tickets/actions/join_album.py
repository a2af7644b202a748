from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tickets.changing import last_said, lock, snippet_of, write
from tickets.incoming import WaitingFile
from tickets.incoming_files import add_files_that_wait
from tickets.models import Attachment, Message
from tickets.recording import show_again


@transaction.atomic
def join_album(
    message: Message, *, piece: dict[str, Any], files: Sequence[WaitingFile]
) -> Sequence[tuple[Attachment, WaitingFile]]:
    """One more of the files that their author sent as one message: its words stand below the others', in the
    order of the pieces. Nobody wrote anew, so no promise starts and nothing opens again.
    """
    ticket = message.ticket
    lock(ticket)
    message.refresh_from_db(fields=["text", "extras"])
    mark = next(one for one in message.extras if one.get("kind") == "album")
    if any(one["id"] == piece["id"] for one in mark["pieces"]):
        return []
    mark["pieces"] = sorted([*mark["pieces"], piece], key=_place)
    message.text = "\n".join(one["text"] for one in mark["pieces"] if one["text"])
    message.save(update_fields=["text", "extras"])
    if last_said(ticket) == message:
        write(ticket, snippet=snippet_of(message.text))
    show_again(ticket)
    return add_files_that_wait(message, files)


def _place(piece: dict[str, Any]) -> tuple[int, str]:
    """Providers count upwards: a longer number is a later one."""
    return len(piece["id"]), piece["id"]
