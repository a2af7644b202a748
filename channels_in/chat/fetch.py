"""Gets the files that providers keep for us. Their messages stand in the ticket already."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from structlog.contextvars import bound_contextvars

from channels_in import kinds
from channels_in.actions.conclude_fetch import file_came, file_is_lost
from channels_in.chat.media import LARGEST, Lost
from channels_in.models import MediaFetch
from events import claims
from events.claims import Failure
from tickets import attachment_files
from tickets.attachment_files import StoredFile, TooLarge

LEASE = timedelta(seconds=90)


def fetch_due(channel_id: int) -> bool:
    """True if the time was up before the work was."""
    rows = MediaFetch.objects.filter(channel=channel_id).select_related("attachment", "channel__connection")
    for row in rows.dead()[:20]:
        file_is_lost(row, reason="unavailable")
    return claims.drain(rows, fetch, limit=1, seconds=5.0, lease=LEASE)


def fetch(row: MediaFetch) -> bool:
    with bound_contextvars(attachment=row.attachment_id):
        try:
            stored = _store(row)
        except (Lost, TooLarge) as error:
            reason = error.reason if isinstance(error, Lost) else "too_large"
            return claims.run(row, partial(file_is_lost, reason=reason))
        except Exception as error:
            claims.give_back(row, error)
            return False
        if not claims.run(row, partial(file_came, stored=stored)):
            attachment_files.remove([stored.key])
            return False
        return True


def _store(row: MediaFetch) -> StoredFile:
    connection = row.channel.connection
    fetcher = kinds.KINDS[row.channel.kind].fetch
    if fetcher is None:
        raise Failure("This kind of channel fetches no files.", permanent=True)
    stored = attachment_files.store(fetcher(connection, row.ref), limit=LARGEST)
    if (wanted := row.ref.get("sha256")) and wanted != stored.sha256:
        attachment_files.remove([stored.key])
        raise Failure("The file is not the one that was announced.")
    return stored
