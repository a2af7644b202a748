"""`manage.py up` with its real processes: what a newcomer does, and what goes wrong on real machines."""

from __future__ import annotations

import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from helpdesk.processes import leftovers, places
from tests.helpdesk.running import Running, alive, allowed, wait_until_gone
from tests.services import remove

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Iterator[Running]:
    """One installation for the tests that leave it as it was."""
    running = Running(data=tmp_path_factory.mktemp("shared") / "var").start()
    try:
        running.wait_for_line("ready at", within=120)
        running.wait_for_line("worker .* ready", within=120)
        yield running
    finally:
        running.stop()
        running.sweep()
    remove(running.data)


@pytest.fixture
def up() -> Iterator[Callable[..., Running]]:
    """Start on one and the same data folder, under a folder of mode 0700 as home folders are."""
    data = Path(tempfile.mkdtemp(prefix="alur-up-")) / "var"
    started: list[Running] = []

    def start() -> Running:
        started.append(Running(data=data).start())
        return started[-1]

    yield start
    for running in started:
        running.sweep()
    remove(data)
    data.parent.rmdir()


def test_a_fresh_folder_shows_its_first_page_within_15_seconds_and_again_within_5(up):
    first = up()
    assert first.wait_for_page() < allowed(15)
    first.wait_for_line(rf"ready at http://localhost:{first.port}")
    family = first.descendants()
    assert first.stop() < 10
    assert first.process.returncode == 0
    assert not alive(family)
    assert stat.S_IMODE(first.data.parent.stat().st_mode) == 0o700

    second = up()

    assert second.wait_for_page() < allowed(5)
    second.stop()


def test_a_second_start_on_the_same_folder_says_so_and_ends(shared):
    second = Running(data=shared.data).start()

    assert second.wait_for_end(15) == 3
    assert f"already runs on {shared.data}" in second.log
    assert str(shared.process.pid) in second.log
    assert shared.get("/accounts/login/") == 200


def test_a_taken_port_is_said_in_a_sentence(shared, tmp_path):
    other = Running(data=tmp_path / "var", settings={"PORT": str(shared.port)}).start()

    assert other.wait_for_end(15) == 1
    assert f"Port {shared.port}" in other.log
    assert "Set PORT to another" in other.log
    assert "Traceback" not in other.log
    remove(other.data)


def test_urls_take_the_place_of_the_services_that_come_along(shared, tmp_path):
    where = places.recall(shared.data)
    with psycopg.connect(host=str(where.sockets), user="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE elsewhere")
    urls = {
        "DATABASE_URL": f"postgres://postgres@/elsewhere?host={where.sockets}",
        "REDIS_URL": f"unix://{where.valkey_socket}?db=5",
    }

    other = Running(data=tmp_path / "var", settings=urls).start()

    other.wait_for_line("ready at")
    assert other.get("/accounts/login/") == 200
    assert not [one for one in other.descendants() if one.name() in {"postgres", "valkey-server"}]
    other.stop()


def test_a_postgres_that_may_forget_is_refused(tmp_path):
    forgetful = f"postgres://postgres@/postgres?host={settings.SERVICES.sockets}"

    running = Running(data=tmp_path / "var", settings={"DATABASE_URL": forgetful}).start()

    assert running.wait_for_end(20) == 1
    running.wait_for_line("fsync.* off, and could lose what it has confirmed")


@pytest.mark.parametrize("words", ["manage.py worker", "postgres -D", "valkey-server", " web --fd"])
def test_a_crashed_process_is_started_again(shared, words):
    seen = len(shared.lines)
    victim = shared.child(words)

    victim.kill()

    shared.wait_for_line("ended .SIGKILL.; it starts again", after=seen)
    _until(lambda: shared.child(words).pid != victim.pid)
    _until(lambda: shared.get("/accounts/login/") == 200)


def test_after_the_supervisor_was_killed_its_processes_go_and_the_next_start_recovers(up):
    killed = up()
    killed.wait_for_line("ready at")
    family = killed.descendants()
    killed.process.kill()

    again = up()

    again.wait_for_line("ready at", within=30)
    assert not wait_until_gone(family, within=5)
    assert again.get("/accounts/login/") == 200
    again.stop()


def test_what_a_killed_run_left_behind_is_stopped_before_anything_starts(tmp_path):
    data = tmp_path / "var"
    data.mkdir()
    with subprocess.Popen(["sleep", "60"]) as left:
        leftovers.note(data, [left.pid])
        running = Running(data=data).start()

        running.wait_for_line("Starting Postgres")

        assert left.poll() == -signal.SIGTERM
        running.stop()
        running.sweep()
        left.kill()
    remove(data)


def test_processes_do_not_outlive_a_killed_supervisor(up):
    killed = up()
    killed.wait_for_line("Starting Postgres")
    _until(lambda: killed.child("postgres -D") and killed.child("valkey-server"))
    family = killed.descendants()

    killed.process.kill()

    assert not wait_until_gone(family, within=10)


def test_a_stop_during_the_start_leaves_nothing_behind(up):
    running = up()
    running.wait_for_line("Starting Postgres")
    family = running.descendants()

    running.process.send_signal(signal.SIGTERM)

    assert running.wait_for_end(10) == 0
    assert not alive(family)


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
