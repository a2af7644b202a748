"""Read mails in a child process under limits. `parse` is the door that intake uses.

A hostile mail may hang its reader, eat its memory or crash it: then the child dies, the mail is read again
by a fresh one without the fragile parts, and what still fails is a ParseFailed. The child is reused: a new
Python for each mail costs more than the mail. Celery's workers are daemons and may not use multiprocessing.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from channels_in.mail import frames, wire
from channels_in.mail.failures import FailureReason, ParseFailed
from channels_in.mail.limits import MAIL_BYTES, MAILS_PER_CHILD, WALL_SECONDS
from channels_in.messages import InboundMail, Note

__all__ = ["FailureReason", "ParseFailed", "close", "current_pid", "parse"]

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_START = """
import sys
sys.path.insert(0, sys.argv[1])
from channels_in.mail.child_loop import run
run(int(sys.argv[2]))
"""
_FINAL = frozenset({FailureReason.EMPTY, FailureReason.TOO_LARGE})


def parse(raw: bytes, *, mailbox: str) -> InboundMail:
    """The mail, read; ParseFailed if that is impossible, now and next time."""
    if len(raw) > MAIL_BYTES:
        raise ParseFailed(FailureReason.TOO_LARGE, f"{len(raw)} bytes")
    with _door.lock:
        try:
            return _door.ask(b"read", raw, mailbox)
        except ParseFailed as failure:
            if failure.reason in _FINAL:
                raise
            log.warning("mail.read_crudely reason=%s detail=%s", failure.reason, failure.detail)
        mail = _door.ask(b"read crudely", raw, mailbox)
        return replace(mail, notes=(*mail.notes, Note.READ_CRUDELY))


def close() -> None:
    """Let the child go; the next mail starts another."""
    with _door.lock:
        _door.dismiss()


def current_pid() -> int | None:
    """Of the child that waits for the next mail, if one does."""
    return _door.pid


class _Child:
    """One reader process and the pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(_ROOT), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={"LANG": "C.UTF-8", "PATH": os.defpath},  # no secret of ours is in there
            start_new_session=True,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("no pipes")
        self._to, self._from = self._process.stdin, self._process.stdout
        os.set_blocking(self._to.fileno(), False)
        os.set_blocking(self._from.fileno(), False)
        self._asked = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_fit(self) -> bool:
        return self._asked < MAILS_PER_CHILD and self._process.poll() is None

    def ask(self, way: bytes, raw: bytes, mailbox: str) -> list[bytes]:
        self._asked += 1
        deadline = time.monotonic() + WALL_SECONDS
        frames.send(self._to.fileno(), (way, mailbox.encode("utf-8", "replace"), raw), deadline=deadline)
        return frames.receive(self._from.fileno(), deadline=deadline)

    def end(self) -> int:
        """Kill it if it lives, and say how it died."""
        self._to.close()  # a healthy child goes when nobody can ask any more
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=0.2)
        self._process.kill()
        self._from.close()
        return self._process.wait()


class _Door:
    """The one child of this process: started at the first mail, replaced when it is worn out or dead."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._child: _Child | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def ask(self, way: bytes, raw: bytes, mailbox: str) -> InboundMail:
        try:
            answer = self._answer(way, raw, mailbox)
        except ParseFailed as failure:
            if failure.detail != "killed":
                raise
            answer = self._answer(way, raw, mailbox)  # from outside, perhaps for another mail's sake
        return self._read(answer)

    def dismiss(self) -> int:
        child, self._child = self._child, None
        return child.end() if child else 0

    def forget(self) -> None:
        """After a fork: the child and the lock are the parent's."""
        self.__init__()  # type: ignore[misc]

    def _answer(self, way: bytes, raw: bytes, mailbox: str) -> list[bytes]:
        if self._child is None or not self._child.is_fit():
            self.dismiss()
            self._child = _Child()
        try:
            return self._child.ask(way, raw, mailbox)
        except frames.TooSlow as slow:
            self.dismiss()
            raise ParseFailed(FailureReason.TIMEOUT) from slow
        except frames.Closed as closed:
            raise _death(self.dismiss()) from closed

    def _read(self, answer: list[bytes]) -> InboundMail:
        try:
            kind, head, *files = answer
            if kind == b"mail":
                return wire.unpack(head, files)
            reason, detail = json.loads(head)
            failure = ParseFailed(FailureReason(reason), str(detail))
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            self.dismiss()
            raise ParseFailed(FailureReason.CRASH, "nonsense") from error
        if failure.reason is FailureReason.MEMORY:
            self.dismiss()  # what the mail left behind would be missing for the next one
        raise failure


def _death(status: int) -> ParseFailed:
    if status == -signal.SIGPROF:
        return ParseFailed(FailureReason.CPU)
    return ParseFailed(FailureReason.CRASH, "killed" if status == -signal.SIGKILL else f"status {status}")


_door = _Door()
atexit.register(close)
os.register_at_fork(after_in_child=_door.forget)
