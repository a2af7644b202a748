"""What stands on a simulated phone: one file a phone, a line for all that happened, only ever added to.

Two processes write it: the page on which somebody is the customer, and the providers on loopback. A line is
one write at the end of the file, so neither can spoil what the other wrote.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from channels_in.simulator.acts import Person
from channels_in.simulator.sink_place import folder

KEY = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 1_000_000  # of one phone: what is older is not shown
Line = dict[str, Any]


def note(channel: int, address: str, what: str, /, **fields: Any) -> None:
    home = _home(channel)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = json.dumps({"what": what, "at": datetime.now(UTC).timestamp(), **fields}) + "\n"
    place = os.open(_place(channel, address), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(place, line.encode())
    finally:
        os.close(place)


def lines_of(channel: int, address: str) -> Iterator[Line]:
    """Oldest first. A line that is cut short is passed over."""
    try:
        with _place(channel, address).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - MOST_BYTES))
            raw = file.read()
    except FileNotFoundError:
        return
    for one in raw.splitlines():
        try:
            line = json.loads(one)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield line


def people_of(channel: int) -> list[Person]:
    """Whose phones have been used with this channel; who used theirs last comes first."""
    found = list(_home(channel).glob("*.jsonl"))
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    owners = (_owner(path) for path in found)
    return [one for one in owners if one]


def take_phone(channel: int, person: Person) -> None:
    """From now on it is among the phones. Twice does no harm."""
    if not _place(channel, person.address).exists():
        note(channel, person.address, "owner", address=person.address, name=person.name)


def keep_file(channel: int, name: str, content: bytes, content_type: str) -> str:
    """What a customer sent or was sent: the provider has it under this name. Where it lies."""
    home = _home(channel) / "files"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = _hidden(name)
    head = json.dumps({"name": name, "content_type": content_type}).encode()
    draft = home / f".{key}"
    draft.touch(mode=0o600)
    draft.write_bytes(head + b"\n" + content)
    draft.rename(home / key)
    return key


def files_of(channel: int) -> list[str]:
    """Where each of them lies."""
    home = _home(channel) / "files"
    return [path.name for path in home.iterdir() if KEY.fullmatch(path.name)] if home.is_dir() else []


def file_at(channel: int, key: str) -> tuple[str, str, bytes] | None:
    """Its name at the provider, what it is, and its bytes."""
    if not KEY.fullmatch(key):
        return None
    try:
        head, _, content = (_home(channel) / "files" / key).read_bytes().partition(b"\n")
        told = json.loads(head)
    except (OSError, ValueError):
        return None
    return str(told["name"]), str(told["content_type"]), content


def _owner(path: Path) -> Person | None:
    try:
        with path.open("rb") as file:
            line = json.loads(file.readline())
    except (OSError, ValueError):
        return None
    if not isinstance(line, dict) or line.get("what") != "owner":
        return None
    return Person(address=str(line.get("address", "")), name=str(line.get("name", "")))


def _place(channel: int, address: str) -> Path:
    """The address is never part of a path."""
    return _home(channel) / f"{_hidden(address)}.jsonl"


def _home(channel: int) -> Path:
    return folder() / "phones" / str(int(channel))


def _hidden(name: str) -> str:
    return sha256(name.encode("utf-8", "replace")).hexdigest()
