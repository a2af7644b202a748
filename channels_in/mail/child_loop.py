"""Inside the child: read one mail after the other from standard input, under limits enforced by a kill.

Imports neither Django nor anything that reads settings: it starts in a few hundredths of a second and holds
nothing worth stealing.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path

from channels_in.mail import frames, wire
from channels_in.mail.failures import FailureReason, ParseFailed
from channels_in.mail.limits import CPU_SECONDS, MEMORY_BYTES
from channels_in.mail.read import read_mail, read_mail_crudely

_INPUT, _OUTPUT = 0, 1
_SET_PARENT_DEATH_SIGNAL = 1
_SET_NO_NEW_PRIVILEGES = 38
_OPEN_FILES = 64


def run(parent: int) -> None:
    _confine(parent)
    while _served():
        pass


def _served() -> bool:
    """One mail, or False when nobody asks any more. What it took is given back before the next one comes."""
    try:
        way, mailbox, raw = frames.receive(_INPUT)
    except frames.Closed:
        return False
    # Counts this process's own time only, and kills it in the middle of native code as well.
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    answer = _answer(way, mailbox.decode(), raw)
    signal.setitimer(signal.ITIMER_PROF, 0)
    frames.send(_OUTPUT, answer)
    return True


def _confine(parent: int) -> None:
    sys.dont_write_bytecode = True
    process = ctypes.CDLL(None)
    process.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    process.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))


def _answer(way: bytes, mailbox: str, raw: bytes) -> list[bytes]:
    read = read_mail if way == b"read" else read_mail_crudely
    try:
        head, files = wire.pack(read(raw, mailbox=mailbox))
    except ParseFailed as failure:
        return _failure(failure.reason, failure.detail)
    except MemoryError:
        return _failure(FailureReason.MEMORY, "")
    except Exception as error:  # whatever it is, this mail must not take its neighbours along
        return _failure(FailureReason.ERROR, _where(error))
    return [b"mail", head, *files]


def _failure(reason: FailureReason, detail: str) -> list[bytes]:
    return [b"failure", json.dumps([reason, detail]).encode()]


def _where(error: BaseException) -> str:
    """Kind and place, never the message: that may quote the mail."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
