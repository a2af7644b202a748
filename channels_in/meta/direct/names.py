"""What Meta calls a message (mid), as it is kept: an id of Instagram may be longer than a column."""

from __future__ import annotations

from hashlib import sha256

from channels_in.chat.reading import LONGEST_ID, Data, words


def mid_in(data: Data, *path: str) -> str:
    return short_mid(words(data, *(path or ("mid",))))


def short_mid(mid: str) -> str:
    return mid if len(mid) <= LONGEST_ID else "mid:" + sha256(mid.encode()).hexdigest()
