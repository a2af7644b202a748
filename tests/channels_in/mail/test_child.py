"""The child that reads mails: reused, confined, replaced when it dies, gone when its parent is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from channels_in.mail import child
from channels_in.messages import Note
from tests.channels_in.mail.letters import MAILBOX, a_letter, an_html_letter
from tests.channels_in.mail.poison import POISON

ROOT = Path(__file__).resolve().parents[3]
SLOW = POISON["HTML of hidden attributes"]  # keeps its reader busy until its time is up


@pytest.fixture(autouse=True)
def a_fresh_child() -> Iterator[None]:
    child.close()
    yield
    child.close()


def the_child() -> int:
    child.parse(a_letter(), mailbox=MAILBOX)
    pid = child.current_pid()
    assert pid is not None
    return pid


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.01)
    return holds()


def test_one_child_reads_many_mails():
    first = the_child()

    assert {the_child() for _ in range(20)} == {first}


def test_what_comes_back_is_what_was_read(monkeypatch: pytest.MonkeyPatch):
    from channels_in.mail.read import read_mail

    raw = an_html_letter(
        '<p>Halo</p><img src="https://x.example/p">', Date="Mon, 2 Nov 2026 10:15:00 +0700", Cc="a@b.example"
    )

    assert child.parse(raw, mailbox=MAILBOX) == read_mail(raw, mailbox=MAILBOX)


def test_a_worn_child_is_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(child, "MAILS_PER_CHILD", 3)

    pids = [the_child() for _ in range(6)]

    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3]
    assert not is_alive(pids[0])


def test_a_child_killed_while_it_waits_is_replaced_without_a_trace():
    os.kill(the_child(), signal.SIGKILL)

    mail = child.parse(a_letter("Halo"), mailbox=MAILBOX)

    assert (mail.text, mail.notes) == ("Halo", ())


def test_a_child_that_hangs_is_killed_and_the_mail_read_by_another(monkeypatch: pytest.MonkeyPatch):
    hanging = the_child()
    os.kill(hanging, signal.SIGSTOP)
    monkeypatch.setattr(child, "WALL_SECONDS", 2)

    mail = child.parse(a_letter("Halo"), mailbox=MAILBOX)

    assert mail.text == "Halo"
    assert Note.READ_CRUDELY in mail.notes
    assert not is_alive(hanging)


def test_a_child_killed_by_somebody_else_while_it_reads_is_no_fault_of_the_mail(
    monkeypatch: pytest.MonkeyPatch,
):
    pid = the_child()
    os.kill(pid, signal.SIGSTOP)
    killer = subprocess.Popen(["/bin/sh", "-c", f"sleep 0.2; kill -9 {pid}"])

    mail = child.parse(a_letter("Halo"), mailbox=MAILBOX)

    killer.wait()
    assert (mail.text, mail.notes) == ("Halo", ())


def test_the_child_ends_with_its_parent_even_in_the_middle_of_a_mail(tmp_path: Path):
    (tmp_path / "slow.eml").write_bytes(SLOW)
    caller = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from channels_in.mail import child\n"
            "child.parse(b'Subject: x\\n\\nx', mailbox='m'); print(child.current_pid(), flush=True)\n"
            "child.parse(pathlib.Path(sys.argv[1]).read_bytes(), mailbox='m')",
            str(tmp_path / "slow.eml"),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert caller.stdout is not None
    reader = int(caller.stdout.readline())
    time.sleep(0.2)

    caller.kill()
    caller.wait()

    assert within(0.5, lambda: not is_alive(reader))


def test_a_forked_process_starts_a_child_of_its_own():
    parents = the_child()

    pid = os.fork()
    if pid == 0:
        alone = child.current_pid() is None and the_child() != parents
        child.close()
        os._exit(0 if alone else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert the_child() == parents


def test_the_child_holds_no_secret_and_no_framework():
    program = (
        "import sys, channels_in.mail.child_loop\n"
        "print([name for name in ('django', 'celery', 'psycopg', 'redis', 'lxml') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()

    environment = Path(f"/proc/{the_child()}/environ").read_bytes()

    assert loaded == "[]"
    assert {entry.partition(b"=")[0] for entry in environment.split(b"\0") if entry} <= {
        b"LANG",
        b"PATH",
        b"LC_CTYPE",
    }


def test_the_child_is_confined():
    limits = Path(f"/proc/{the_child()}/limits").read_text().splitlines()

    stated = {line[:26].strip(): line[26:].split()[0] for line in limits[1:]}
    assert stated["Max address space"] == str(256 * 1024 * 1024)
    assert stated["Max file size"] == "0"
    assert stated["Max core file size"] == "0"
