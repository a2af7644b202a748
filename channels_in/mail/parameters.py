"""Parameters of Content-Type and Content-Disposition, RFC 2231 and its common violations."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from channels_in.mail import charset
from channels_in.mail.encoded_words import decode_words

_NAME = re.compile(r"\s*([A-Za-z0-9_.*-]{1,60})\s*=\s*")
_ESCAPE = re.compile(r"\\([\"\\])")
_PIECES = 200


def split_value(text: str) -> tuple[str, dict[str, str]]:
    """The value before the first semicolon in lower case, and its parameters, decoded."""
    value, _, rest = text.partition(";")
    plain: dict[str, str] = {}
    extended: dict[str, list[tuple[int, bool, str]]] = {}
    for name, content in _pairs(rest):
        base, star, tail = name.lower().partition("*")
        if star:
            number = tail.rstrip("*")
            index = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
            extended.setdefault(base, []).append((index, name.endswith("*"), content))
        else:
            plain.setdefault(base, content)
    decoded = {name: decode_words(content) for name, content in plain.items()}
    decoded.update({name: _joined(sorted(pieces)) for name, pieces in extended.items()})
    return value.strip().lower(), decoded


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    position = 0
    while position < len(text) and len(pairs) < _PIECES:
        name = _NAME.match(text, position)
        if name is None:
            position = text.find(";", position) + 1
            if position == 0:
                break
            continue
        content, position = _content(text, name.end())
        pairs.append((name.group(1), content))
    return pairs


def _content(text: str, start: int) -> tuple[str, int]:
    if text[start : start + 1] == '"':
        end = start + 1
        while end < len(text) and text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        if end < len(text):
            following = text.find(";", end)
            content = _ESCAPE.sub(r"\1", text[start + 1 : end])
            return content, len(text) if following < 0 else following + 1
        start += 1  # never closed: as if it were not quoted
    following = text.find(";", start)
    end = len(text) if following < 0 else following
    return text[start:end].strip().strip('"'), end + 1


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    label = ""
    data = b""
    for position, (_, is_encoded, content) in enumerate(pieces):
        if is_encoded and position == 0 and content.count("'") >= 2:
            label, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if is_encoded else content.encode("utf-8", "replace")
    return decode_words(charset.decode(data, label)[0])
