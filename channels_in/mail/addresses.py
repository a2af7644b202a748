"""Address lists as they really come: quotes left open, names with commas, groups, encoded words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from channels_in.mail import cleaning
from channels_in.mail.encoded_words import decode_words
from channels_in.mail.headers import Headers, plain
from channels_in.mail.limits import RECIPIENTS
from channels_in.messages import Address

_SPECIAL = re.compile(r'[",;<(:]|=\?')
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?=")
_ESCAPE_OR_QUOTE = re.compile(r'\\(.)|"')
_PARENTHESIS = re.compile(r"[()]")
_BARE = re.compile(r"[^\s<>(),;:\"'\[\]|@\x00-\x1f\x7f]{1,128}@[^\s<>(),;:\"'\[\]|@\x00-\x1f\x7f]{1,255}")


def addresses_of(headers: Headers, name: str) -> tuple[tuple[Address, ...], bool]:
    """Every usable address in all fields of that name, each once, and whether the list was cut."""
    found: dict[str, Address] = {}
    for value in headers.all(name):
        for address in parse_addresses(plain(value, headers.hint)):
            if address.address and len(found) >= RECIPIENTS:
                return tuple(found.values()), True
            if address.address:
                found.setdefault(address.address.lower(), address)
    return tuple(found.values()), False


def parse_addresses(text: str) -> Iterator[Address]:
    """The entries of one field in order; one without a usable address keeps its name alone."""
    surname = ""  # of an unquoted "Smith, John <john@example.com>"
    for entry in _entries(text):
        entry = f"{surname}, {entry.strip()}" if surname and "<" in entry else entry
        surname = ""
        if "@" not in entry and "<" not in entry and entry.strip() and "=?" not in entry:
            surname = entry.strip()
            continue
        address = _read_entry(entry)
        if address.address or address.name:
            yield address
    if surname:
        yield _read_entry(surname)


def _entries(text: str) -> Iterator[str]:
    last_semicolon = text.rfind(";")
    unclosed: set[str] = set()  # openers seen without an end: from then on they are mere letters
    begin = position = 0
    while mark := _SPECIAL.search(text, position):
        opener, position = mark.group(), mark.end()
        if opener in ",;":
            yield text[begin : mark.start()]
            begin = position
        elif opener == ":":
            # "Team: a@x, b@x;" names a group; without its semicolon the colon belongs to a name.
            if position <= last_semicolon and "@" not in text[begin:position]:
                begin = position
        elif opener not in unclosed:
            end = _end_of(opener, text, mark.start())
            if end < 0 and opener != "=?":
                unclosed.add(opener)
            position = max(position, end)
    yield text[begin:]


def _end_of(opener: str, text: str, start: int) -> int:
    """Just behind what `opener` opens, or -1."""
    if opener == "=?":
        word = _ENCODED_WORD.match(text, start)
        return word.end() if word else -1
    if opener == "<":
        return text.find(">", start) + 1 or -1
    return _after_quote(text, start) if opener == '"' else _after_comment(text, start)


def _after_quote(text: str, start: int) -> int:
    for mark in _ESCAPE_OR_QUOTE.finditer(text, start + 1):
        if mark.group() == '"':
            return mark.end()
    return -1


def _after_comment(text: str, start: int) -> int:
    depth = 0
    for mark in _PARENTHESIS.finditer(text, start):
        depth += 1 if mark.group() == "(" else -1
        if depth == 0:
            return mark.end()
    return -1


def _read_entry(entry: str) -> Address:
    closing = entry.rfind(">")
    opening = entry.rfind("<", 0, closing) if closing >= 0 else entry.rfind("<")
    if opening >= 0:
        name, inside = entry[:opening], entry[opening + 1 : closing if closing > opening else None]
        name = name if name.strip(' "') else entry[closing + 1 :] if closing > opening else ""
    else:
        inside, _, comment = entry.partition("(")
        name = comment.rpartition(")")[0] or comment
    if "=?" in decode_words(name) and "=?" not in (decoded := decode_words(entry)):
        return _read_entry(decoded)  # one encoded word around name and address together
    address = _address(inside)
    if not address:
        address = _address(entry)
        name = name or ("" if address else entry)
    name = cleaning.display_name(decode_words(_ESCAPE_OR_QUOTE.sub(r"\1", name)))
    return Address(address=address, name="" if name == address else name)


def _address(text: str) -> str:
    """A bare address out of `text`, or ""."""
    joined = "".join(text.split())
    bare = _BARE.fullmatch(joined) or _BARE.search(text)
    if bare is None:
        return ""
    local, _, domain = bare.group().rpartition("@")
    domain = domain.rstrip(".").lower()
    return f"{local}@{domain}" if domain else ""
