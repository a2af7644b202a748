"""What the simulator's mailbox holds: one file a mail, one folder a customer, gone when the demo's data
goes.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256
from pathlib import Path

from channels_in.simulator.sink_place import folder

MOST_SHOWN = 200
ADDRESS = "address"  # the file in each folder that says whose it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    at: datetime
    is_ours: bool  # written by the simulated customer
    mail: EmailMessage


def keep(raw: bytes, *, owner: str, is_ours: bool) -> None:
    """Renamed when it is complete, so nobody reads half a mail."""
    home = _home(owner)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (home / ADDRESS).exists():
        (home / ADDRESS).write_text(owner.lower(), encoding="utf-8", errors="replace")
    now = datetime.now(UTC)
    name = f"{now:%Y%m%dT%H%M%S.%fZ}.{'out' if is_ours else 'in'}.{secrets.token_hex(4)}"
    draft = home / f".{name}"
    draft.touch(mode=0o600)
    draft.write_bytes(raw)
    draft.rename(home / f"{name}.eml")


def owners() -> list[str]:
    """Who wrote or received last comes first."""
    boxes = folder() / "boxes"
    found = list(boxes.glob(f"*/{ADDRESS}"))
    found.sort(key=lambda path: path.parent.stat().st_mtime, reverse=True)
    return [path.read_text(encoding="utf-8") for path in found]


def mails_of(owner: str) -> Iterator[Kept]:
    """The newest ones, oldest first."""
    home = _home(owner)
    if not home.is_dir():
        return
    names = sorted(entry.name for entry in os.scandir(home) if entry.name.endswith(".eml"))
    for name in names[-MOST_SHOWN:]:
        stamp, _, rest = name.partition("Z.")
        yield Kept(
            at=datetime.strptime(stamp, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC),
            is_ours=rest.startswith("out"),
            mail=_parsed(home / name),
        )


def _parsed(path: Path) -> EmailMessage:
    with path.open("rb") as file:
        return BytesParser(policy=policy.default).parse(file)


def _home(owner: str) -> Path:
    """The address is never part of a path, and may be longer than a path's part can be."""
    return folder() / "boxes" / sha256(owner.lower().encode("utf-8", "replace")).hexdigest()
