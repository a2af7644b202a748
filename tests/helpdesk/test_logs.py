"""What a line of the log says, and what it never says."""

from __future__ import annotations

import io
import json
import logging
from uuid import uuid4

import pytest
import structlog

from channels_in.surveys import token_of
from helpdesk import logs


class Captured(io.StringIO):
    @property
    def text(self) -> str:
        return self.getvalue()

    @property
    def last(self) -> dict[str, object]:
        return json.loads(self.text.splitlines()[-1])


@pytest.fixture
def production_log():
    """Lines as production writes them."""
    root = logging.getLogger()
    before = root.handlers[:]
    logs.configure(as_json=True)
    captured = Captured()
    root.handlers[-1].setStream(captured)
    yield captured
    logs.configure(as_json=False)
    root.handlers[:] = before


def test_a_line_is_json_and_says_what_it_is_about(production_log):
    with structlog.contextvars.bound_contextvars(receipt=7, ticket=11):
        structlog.get_logger("channels_in").info("message taken in", kind="mail")

    line = production_log.last
    assert (line["event"], line["receipt"], line["ticket"], line["kind"]) == (
        "message taken in",
        7,
        11,
        "mail",
    )
    assert line["level"] == "info"


def test_lines_of_libraries_say_it_too(production_log):
    with structlog.contextvars.bound_contextvars(delivery=3):
        logging.getLogger("some.library").warning("slow answer after %s s", 4)

    assert (production_log.last["event"], production_log.last["delivery"]) == ("slow answer after 4 s", 3)


@pytest.mark.django_db
def test_the_link_of_a_survey_does_not_open_it_from_the_log(production_log, client):
    key = uuid4()
    token = token_of(key)

    client.post(f"/rate/{token}/", {"score": "9"})

    assert f"/rate/{key.hex}[hidden]/" in production_log.text
    assert token not in production_log.text


def test_secrets_stay_out_by_name_and_by_look(production_log):
    structlog.get_logger("x").warning(
        "refused: Bearer planted-token-1", password="planted-2", api_key="planted-3"
    )
    logging.getLogger("y").warning("no answer from imap://user:planted-4@host/")

    assert "planted" not in production_log.text


def test_a_failure_is_told_without_the_values_it_worked_on(production_log):
    def fail(customers_words: str) -> None:
        raise ValueError("cannot go on")

    try:
        fail("planted")
    except ValueError:
        structlog.get_logger("x").exception("failed")

    assert "planted" not in production_log.text
    assert "cannot go on" in production_log.text
