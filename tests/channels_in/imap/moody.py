"""An IMAP server that says of a mail what real ones sometimes say: no, or nothing at all."""

from __future__ import annotations

import imaplib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

NO, NIL, NOTHING = "no", "nil", "nothing"  # refused; an empty body; the answer without the mail


@dataclass
class MoodyServer:
    mails: dict[int, bytes]
    arrived: dict[int, datetime] = field(default_factory=dict)  # by uid; else now
    moods: dict[int, str] = field(default_factory=dict)  # what it says instead of handing out a mail
    unlisted: set[int] = field(default_factory=set)  # what it leaves out of its lists of sizes
    gone: set[int] = field(default_factory=set)  # what somebody deletes behind the first search
    uidvalidity: int = 7
    hangs_up_on_idle: bool = False  # else it does not offer it
    logins: int = 0
    hung_up: int = 0
    tells_next: bool = True  # whether it says which uid comes next
    port: int = 0


@contextmanager
def moody_server(**mails: bytes) -> Iterator[MoodyServer]:
    """Its mails as `_1=…, _2=…`, by uid."""
    server = MoodyServer({int(name.lstrip("_")): raw for name, raw in mails.items()})
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = int(listening.getsockname()[1])

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                threading.Thread(target=_talk, args=(server, client), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        listening.close()


def _talk(server: MoodyServer, client: socket.socket) -> None:
    with client, client.makefile("rb") as lines:
        client.sendall(b"* OK ready\r\n")
        for line in lines:
            tag, command = line.decode().rstrip().split(" ", 1)
            server.logins += command.startswith("LOGIN")
            if command == "IDLE":
                server.hung_up += 1
                return
            told, verdict = _answer(server, command)
            client.sendall(told + f"{tag} {verdict}\r\n".encode())


def _answer(server: MoodyServer, command: str) -> tuple[bytes, str]:
    word = command.upper()
    if word.startswith("CAPABILITY"):
        return f"* CAPABILITY IMAP4rev1{' IDLE' * server.hangs_up_on_idle}\r\n".encode(), "OK done"
    if word.startswith("EXAMINE"):
        told = f"* {len(server.mails)} EXISTS\r\n* OK [UIDVALIDITY {server.uidvalidity}] \r\n"
        told += f"* OK [UIDNEXT {max(server.mails, default=0) + 1}] \r\n" if server.tells_next else ""
        return told.encode(), "OK [READ-ONLY] done"
    if by_place := re.fullmatch(r"UID SEARCH (\d+)", word):
        return f"* SEARCH {sorted(server.mails)[int(by_place[1]) - 1]}\r\n".encode(), "OK done"
    if word.startswith("UID SEARCH"):
        first = int(re.findall(r"\d+", word)[0])
        there = [uid for uid in server.mails if uid == first and uid not in server.gone]
        found = " ".join(map(str, [uid for uid in server.mails if uid >= first] if ":" in word else there))
        return f"* SEARCH {found}\r\n".encode(), "OK done"
    if word.startswith("UID FETCH") and "SIZE" in word:
        left_out = server.unlisted | server.gone
        return b"".join(_size(server, uid) for uid in server.mails if uid not in left_out), "OK done"
    if word.startswith("UID FETCH"):
        return _mail(server, int(re.findall(r"\d+", word)[0]))
    return b"", "OK done"


def _size(server: MoodyServer, uid: int) -> bytes:
    size = len(server.mails[uid])
    when = imaplib.Time2Internaldate(server.arrived.get(uid, timezone.now())).strip('"')
    return f'* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "{when}")\r\n'.encode()


def _mail(server: MoodyServer, uid: int) -> tuple[bytes, str]:
    if uid in server.gone:
        return b"", "OK done"
    match server.moods.get(uid):
        case "no":
            return b"", "NO [SERVERBUG] cannot read it"
        case "nil":
            return f"* {uid} FETCH (UID {uid} BODY[] NIL)\r\n".encode(), "OK done"
        case "nothing":
            return b"", "OK done"
    raw = server.mails[uid]
    return f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n", "OK done"
