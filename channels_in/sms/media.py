"""The files of an MMS. Their addresses are taken apart and put together again by fetch.py: what is fetched is
what the account of this channel holds of this very message, and nothing that a request could name.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from channels_in.chat.content import Media
from channels_in.chat.reading import Data, words
from channels_in.twilio.rest import VERSION
from helpdesk.lib.whole_number import whole_number

MOST = 10
Found = tuple[tuple[Media, ...], tuple[dict[str, Any], ...]]


def media_in(form: Data, *, account: str, message: str) -> Found:
    """The files, and a note for each that is announced and cannot be got."""
    files: list[Media] = []
    notes: list[dict[str, Any]] = []
    for n in range(min(whole_number(words(form, "NumMedia", longest=20)) or 0, MOST)):
        claimed = words(form, f"MediaContentType{n}", longest=100)
        sid = _sid_in(words(form, f"MediaUrl{n}", longest=1000), account=account, message=message)
        if sid:
            ref = {"message": message, "media": sid, "claimed": claimed}
            files.append(Media(name=_name(claimed, n), ref=ref, content_type=claimed))
        else:
            notes.append({"kind": "placeholder", "type": claimed or "file", "code": "no_address"})
    return tuple(files), tuple(notes)


def _sid_in(url: str, *, account: str, message: str) -> str:
    try:
        parts, ours = urlsplit(url), urlsplit(settings.PROVIDERS.twilio)
    except ValueError:
        return ""
    path = rf"/{VERSION}/Accounts/{re.escape(account)}/Messages/{message}/Media/(ME[0-9a-fA-F]{{32}})"
    found = re.fullmatch(path, parts.path)
    is_theirs = (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)
    return found[1] if found and is_theirs else ""


def _name(content_type: str, n: int) -> str:
    first = content_type.partition("/")[0]
    return f"{first if first in {'image', 'video', 'audio'} else 'file'}-{n + 1}"
