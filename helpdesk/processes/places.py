"""Where the embedded services of one data folder live.

Usually inside it. Elsewhere when the path is too long for a socket, or when the system user that runs
Postgres for root may not enter a folder above it; the data folder then remembers the place in `places.json`.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from helpdesk.processes.account import Account, CannotStart

RECORD = "places.json"
SHARED = Path("/var/lib/alur")
LONGEST_SOCKET = 103  # what a socket's address holds, on the narrowest system


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    cluster: Path
    sockets: Path
    valkey: Path

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def postgres_socket(self) -> Path:
        return self.sockets / ".s.PGSQL.5432"


def inside(data: Path) -> Places:
    return Places(cluster=data / "pg", sockets=data / "run", valkey=data / "valkey")


def recall(data: Path) -> Places:
    """The places that the last start chose, or the usual ones."""
    try:
        record = json.loads((data / RECORD).read_text())
    except FileNotFoundError:
        return inside(data)
    return replace(inside(data), **{name: Path(path) for name, path in record.items()})


def settle(data: Path, owner: Account) -> Places:
    """Choose the places for this start, make and remember them. No other folder's mode changes."""
    places = recall(data)
    if places.cluster != inside(data).cluster:
        if not places.cluster.parent.exists():
            raise CannotStart(
                f"The database of {data} was kept in {places.cluster.parent}, which is gone. Restore it, "
                f"or remove {data / RECORD} to start with an empty database."
            )
    elif not _may_enter(data, owner):
        elsewhere = _own_folder(shared_folder(), owner)
        places = replace(places, cluster=elsewhere / "pg", sockets=elsewhere / "run")
    if not _fits(places.sockets, owner):
        places = replace(places, sockets=_own_folder(Path(tempfile.gettempdir()), owner))
    _make(places.sockets, owner)
    _remember(data, places)
    return places


def shared_folder() -> Path:
    """Root's folder for what a system user must reach."""
    try:
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return SHARED


def _may_enter(folder: Path, owner: Account) -> bool:
    return owner.is_us or all(_has_passage(above, owner) for above in [folder, *folder.parents])


def _has_passage(folder: Path, owner: Account) -> bool:
    found = folder.stat()
    if found.st_uid == owner.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == owner.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _fits(sockets: Path, owner: Account) -> bool:
    short = len(os.fsencode(sockets / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET
    return short and sockets.parent.is_dir() and _may_enter(sockets.parent, owner)


def _own_folder(parent: Path, owner: Account) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="alur-", dir=parent))
    os.chown(folder, owner.uid, owner.gid)
    return folder


def _make(folder: Path, owner: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if not owner.is_us:
        os.chown(folder, owner.uid, owner.gid)


def _remember(data: Path, places: Places) -> None:
    usual = asdict(inside(data))
    unusual = {name: str(path) for name, path in asdict(places).items() if path != usual[name]}
    draft = data / f"{RECORD}.{os.getpid()}"
    draft.write_text(json.dumps(unusual, indent=1) + "\n")
    draft.rename(data / RECORD)
