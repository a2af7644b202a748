"""One IMAP session, which only looks: nothing is marked, moved or deleted in anybody's mailbox."""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from channels_in.mail.loopback import is_loopback
from channels_in.mail.route import Route

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
GLANCE = 1.0  # how long a look into an idle session takes at most
NEWS = frozenset({b"EXISTS", b"RECENT"})


class MailboxProblem(Exception):
    """`code`: one of channels_in/problem_words.py; the rest is the server's own words and no secret."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class WontHandOver(Exception):
    """The server refuses this one mail, while the session lives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    uidvalidity: int
    last_uid: int  # of what is there now


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    uid: int
    size: int
    arrived_at: datetime | None


@dataclass
class ImapSession:
    route: Callable[[], Route]  # asked at each opening: a token may have been renewed meanwhile
    _client: IMAPClient | None = field(default=None, init=False)

    @property
    def is_open(self) -> bool:
        return self._client is not None

    def look_into(self, name: str) -> Folder:
        """Opens the session if need be. EXAMINE: read only."""
        with self._problems():
            client = self._client or self._open()
            try:
                found = client.select_folder(_named(client, name), readonly=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise MailboxProblem("imap_folder", f"{name}: {error}") from error
            return Folder(uidvalidity=int(found[b"UIDVALIDITY"]), last_uid=_last_uid(client, found))

    def uids_after(self, uid: int) -> list[int]:
        """In ascending order. `n:*` names the last mail even if it is below n."""
        with self._problems() as client:
            return sorted(found for found in client.search(["UID", f"{uid + 1}:*"]) if found > uid)

    def list(self, uids: list[int]) -> dict[int, Listed]:
        """What is gone meanwhile is not in it, nor what the server leaves out."""
        with self._problems() as client:
            found = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
            return {
                uid: Listed(
                    uid=uid, size=int(row.get(b"RFC822.SIZE", 0)), arrived_at=row.get(b"INTERNALDATE")
                )
                for uid, row in found.items()
            }

    def fetch(self, uid: int, *, only_header: bool = False) -> bytes | None:
        """The raw mail; None if it is gone. WontHandOver if the server says no to this one, or nothing."""
        part = "HEADER" if only_header else ""
        with self._problems() as client:
            try:
                found = client.fetch([uid], [f"BODY.PEEK[{part}]"])
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise WontHandOver(str(error)[:500]) from error
            raw = found.get(uid, {}).get(f"BODY[{part}]".encode())
            if raw is None and uid in client.search(["UID", str(uid)]):
                raise WontHandOver("It is there, and the server hands out nothing.")
            return None if raw is None else bytes(raw)

    def wait_for_news(self, seconds: float, *, stopped: Callable[[], bool]) -> bool:
        """IDLE until something arrived, the time is up or somebody stops us. A server without it waits no
        less.
        """
        until = time.monotonic() + seconds
        with self._problems() as client:
            idles = client.has_capability("IDLE")
            if idles:
                client.idle()
            has_news = False
            while not has_news and not stopped() and (left := until - time.monotonic()) > 0:
                if idles:
                    has_news = any(_is_news(line) for line in client.idle_check(timeout=min(GLANCE, left)))
                else:
                    time.sleep(min(GLANCE, left))
            if idles:
                _, rest = client.idle_done()
                has_news = has_news or any(_is_news(line) for line in rest)
            return has_news

    def close(self) -> None:
        client, self._client = self._client, None
        if client:
            with contextlib.suppress(Exception):
                client.shutdown()

    def _open(self) -> IMAPClient:
        route = self.route()
        context = ssl.create_default_context()
        client = IMAPClient(
            route.host,
            port=route.port,
            ssl=route.tls == "tls",
            ssl_context=context if route.tls == "tls" else None,
            timeout=SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        )
        client.normalise_times = False
        self._client = client
        if route.tls == "starttls":
            client.starttls(context)
        if route.tls == "none" and not is_loopback(route.host):
            raise MailboxProblem("imap_in_clear")
        if route.token:
            client.oauth2_login(route.user, route.token)
        else:
            client.login(route.user, route.password)
        return client

    @contextlib.contextmanager
    def _problems(self) -> Iterator[Any]:
        """What goes wrong in here ends the session and says what it was."""
        try:
            yield self._client
        except WontHandOver:
            raise
        except MailboxProblem:
            self.close()
            raise
        except Exception as error:
            self.close()
            raise MailboxProblem(_code(error), f"{type(error).__name__}: {error}"[:500]) from error


def _named(client: IMAPClient, name: str) -> str:
    """A name like "\\Sent" is a purpose: the folder that the server, or else habit, has for it (RFC 6154)."""
    if not name.startswith("\\"):
        return name
    found = client.find_special_folder(name.encode())
    if found is None:
        raise MailboxProblem("imap_folder", f"There is no folder for {name}")
    return str(found)


def _last_uid(client: IMAPClient, found: Mapping[bytes, Any]) -> int:
    """Some servers do not say what comes next. Then it is asked of the last mail by its place: `*` could be
    one that arrived since.
    """
    if found.get(b"UIDNEXT"):
        return int(found[b"UIDNEXT"]) - 1
    count = int(found.get(b"EXISTS", 0))
    return max(client.search([str(count)])) if count else 0


def _code(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return "imap_certificate"
        case ssl.SSLError():
            return "imap_encryption"
        case LoginError():
            return "imap_login"
        case _:
            return "imap_unreachable"


def _is_news(line: object) -> bool:
    return isinstance(line, tuple) and len(line) > 1 and line[1] in NEWS
