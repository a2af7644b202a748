"""The bench itself, at a tiny size: that it runs and prints what it promises, not what it measures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk.bench import company, mails
from helpdesk.management.commands.bench import GOALS
from tests.helpdesk.running import ROOT, free_port
from tests.services import is_setting, remove

SIZE = ("--tickets", "200", "--share", "0.001")
TOGETHER = [goal for goal in GOALS if goal != "g14"]  # which is the start itself, twice


@pytest.fixture
def data() -> Iterator[Path]:
    """Where the user that Postgres runs as can look in."""
    folder = Path(tempfile.mkdtemp(prefix="alur-bench-"))
    folder.chmod(0o755)
    yield folder
    remove(folder)


@pytest.mark.slow
def test_each_goal_is_measured_and_says_so_in_one_line(data: Path) -> None:
    lines = bench(data, *TOGETHER)

    assert [line["goal"].lower() for line in lines] == TOGETHER
    for line in lines:
        assert line.keys() >= {"met", "wanted", "figure", "floor", "ratio", "facts", "load"}
        assert line["figure"] > 0


def test_every_goal_of_the_documents_is_there() -> None:
    words = (ROOT / "docs" / "performance.md").read_text()

    assert all(f"| {goal.upper()} |" in words for goal in GOALS)


def test_of_eight_mails_five_are_new_and_three_answer_one_of_them() -> None:
    found = [mail.raw for mail in mails.mails(16, run="t")][8:]

    assert sum(b"In-Reply-To" in raw for raw in found) == 3
    assert sum(b"auto-replied" in raw for raw in found) == 1
    assert sum(b"photo.jpg" in raw for raw in found) == 1


@pytest.mark.django_db
def test_the_company_is_made_once() -> None:
    first = company.found(customers=10)

    assert company.found() == first
    assert (len(first.teams), len(first.agents)) == (company.TEAMS, company.AGENTS)


def bench(data: Path, *goals: str) -> list[dict]:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", *goals, *SIZE],
        cwd=ROOT,
        env=environment(data),
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == len(goals), done.stderr
    return lines


def environment(data: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not is_setting(name)}
    ports = {"PORT": str(free_port()), "SMTP_PORT": str(free_port())}
    return {**own, **ports, "ALUR_DATA": str(data), "ALUR_BENCH": "1", "ALUR_DEMO": "0"}
