"""What a stranger says is shown in the log; it moves, erases and rings nothing where somebody reads it."""

from __future__ import annotations

import io
import json
import logging
import smtplib

import pytest
import structlog

from helpdesk import logs
from helpdesk.processes.log import Log
from tests.channels_in.mails import the_front_door

SAID = "Y\x1b[2K\x1b[1Gclean\x07\x9b2J\u202e\r"


@pytest.fixture(params=[True, False], ids=["production", "readable"])
def log(request):
    root = logging.getLogger()
    before = root.handlers[:]
    logs.configure(as_json=request.param)
    captured = io.StringIO()
    root.handlers[-1].setStream(captured)
    yield captured
    logs.configure(as_json=False)
    root.handlers[:] = before


def controls_in(text: str) -> list[str]:
    return [character for character in text if not character.isprintable() and character not in "\n\t"]


def test_a_line_a_value_and_a_failure_show_what_was_said(log):
    structlog.get_logger("x").warning(f"unrecognised: {SAID}", name=SAID, names=[SAID])
    try:
        raise ValueError(SAID)
    except ValueError:
        logging.getLogger("y").exception("failed")

    assert "[2K" in log.getvalue()
    assert controls_in(log.getvalue()) == []


@pytest.mark.parametrize("log", [True], ids=["production"], indirect=True)
def test_a_line_of_production_says_the_same_when_it_is_read(log):
    structlog.get_logger("x").warning("refused", name=SAID)

    assert json.loads(log.getvalue())["name"] == SAID


def test_the_log_of_all_processes_shows_it_too():
    stream = io.StringIO()

    Log(as_json=False, stream=stream).say(SAID, who="postgres")

    assert "[2K" in stream.getvalue()
    assert controls_in(stream.getvalue()) == []


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_says_nonsense_erases_no_line(log):
    with the_front_door() as port, smtplib.SMTP("127.0.0.1", port) as peer:
        peer.docmd("Y\x1b[2K\x1b[1Gclean\x07")

    assert "CLEAN" in log.getvalue().upper()
    assert controls_in(log.getvalue()) == []
