"""A secret stays out of the log wherever it hides: in a list, in a traceback, in readable lines, too."""

import io
import logging

import pytest
import structlog

from helpdesk import logs


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


SAYINGS = [
    "no answer from imap://user:planted@host/",
    "no answer from redis://:planted@host/0",
    "no answer from postgres://user:plan/planted@host/db",
    "refused: Authorization: Bearer planted-token-1",
]


@pytest.mark.parametrize("saying", SAYINGS)
def test_what_a_failure_says(log, saying):
    try:
        try:
            raise OSError(saying)
        except OSError as error:
            raise ValueError(f"cannot go on: {saying}") from error
    except ValueError:
        structlog.get_logger("x").exception("failed")
        logging.getLogger("y").exception("failed, too")

    assert "cannot go on" in log.getvalue()
    assert "planted" not in log.getvalue()


@pytest.mark.parametrize(
    "value",
    [
        {"headers": {"Authorization": "planted"}},
        {"tried": ["imap://user:planted@host/"]},
        {"mailboxes": [{"host": "h", "options": {"password": "planted"}}]},
    ],
)
def test_what_lies_deep_in_a_value(log, value):
    structlog.get_logger("x").warning("refused", **value)

    assert "refused" in log.getvalue()
    assert "planted" not in log.getvalue()
