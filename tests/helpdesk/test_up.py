"""`manage.py up` with its real processes: what a newcomer does, and what goes wrong on real machines."""

from __future__ import annotations

import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from helpdesk.processes import places
from tests.helpdesk.running import Running, alive, wait_until_gone

pytestmark = pytest.mark.slow


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder under a folder of mode 0700, as temporary and home folders are."""
    above = Path(tempfile.mkdtemp(prefix="alur-up-"))
    folder = above / "var"
    yield folder
    where = places.recall(folder) if folder.exists() else places.inside(folder)
    for path in {where.cluster.parent, where.sockets, above}:
        shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def up(data: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(**settings: str) -> Running:
        started.append(Running(data=data, settings=settings).start())
        return started[-1]

    yield start
    for running in started:
        running.sweep()


def test_a_fresh_folder_shows_its_first_page_within_15_seconds_and_again_within_5(up, data):
    first = up()
    assert first.wait_for_page() < 15
    family = [first_process for first_process in first.descendants()]
    first.wait_for_line(rf"ready at http://localhost:{first.port}")
    assert first.stop() < 10
    assert first.process.returncode == 0
    assert not alive(family)
    assert stat.S_IMODE(data.parent.stat().st_mode) == 0o700

    second = up()

    assert second.wait_for_page() < 5
    second.wait_for_line("ready at")
    second.stop()


def test_a_second_start_on_the_same_folder_says_so_and_ends(up):
    first = up()
    first.wait_for_line("ready at")

    second = up()

    assert second.wait_for_end(15) == 3
    assert f"already runs on {first.data}" in second.log
    assert str(first.process.pid) in second.log
    assert first.get("/accounts/login/") == 200
    first.stop()


def test_a_crashed_process_is_started_again(up):
    running = up()
    running.wait_for_line("ready at")
    running.wait_for_line("worker .* ready")

    for words in ("celery -A helpdesk --quiet worker", "postgres -D", "valkey-server", "manage.py web"):
        seen = len(running.lines)
        victim = running.child(words)
        victim.kill()
        victim.wait(5)
        running.wait_for_line("ended .* it starts again", after=seen)
        _until(lambda words=words: running.child(words))

    _until(lambda: running.get("/accounts/login/") == 200)
    running.stop()


def test_after_the_supervisor_was_killed_its_processes_go_and_the_next_start_recovers(up):
    killed = up()
    killed.wait_for_line("ready at")
    family = killed.descendants()
    killed.process.kill()

    again = up()

    again.port = killed.port
    again.wait_for_line("ready at", within=30)
    assert not wait_until_gone(family, within=5)
    again.stop()


def test_processes_do_not_outlive_a_killed_supervisor(up):
    killed = up()
    killed.wait_for_line("ready at")
    family = killed.descendants()

    killed.process.kill()

    assert not wait_until_gone(family, within=10)


def test_a_stop_during_the_start_leaves_nothing_behind(up):
    running = up()
    running.wait_for_line("Starting Postgres")
    time.sleep(0.3)
    family = running.descendants()

    running.process.send_signal(signal.SIGTERM)

    assert running.wait_for_end(10) == 0
    assert not alive(family)


def test_a_taken_port_is_said_in_a_sentence(up):
    first = up()
    first.wait_for_line("ready at")
    other = Running(data=first.data.with_name("other"), settings={"PORT": str(first.port)}).start()

    assert other.wait_for_end(15) == 1
    assert f"Port {first.port}" in other.log
    assert "Set PORT to another" in other.log
    assert "Traceback" not in other.log
    first.stop()


def test_a_pid_file_of_a_machine_that_lost_power_does_not_keep_postgres_from_starting(up, data):
    running = up()
    running.wait_for_line("ready at")
    running.stop()
    cluster = places.recall(data).cluster
    stranger = psutil.Process().pid  # alive, and no Postgres of ours
    (cluster / "postmaster.pid").write_text(f"{stranger}\n{cluster}\n1\n5432\n{cluster}\n\n  1 1\nready\n")

    again = up()

    again.wait_for_line("ready at", within=30)
    again.stop()


def _until(holds: Callable[[], object], within: float = 20) -> None:
    deadline = time.monotonic() + within
    while True:
        try:
            if holds():
                return
        except (AssertionError, OSError):
            pass
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)
