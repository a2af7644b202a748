"""The mail process as it really runs: it takes mail, and stops without losing what it has said yes to
(R17).
"""

from __future__ import annotations

import os
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from channels_in.models import Connection, Receipt
from tests.channels_in.mails import Line, a_mail, a_mailbox, crlf, hand_over

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def mailbox(transactional_db) -> Connection:
    return a_mailbox()


@pytest.fixture
def mail(transactional_db, tmp_path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "mail"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "SMTP_PORT": str(port), "DATABASE_URL": _database_url(), "ALUR_DEMO": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(port, process)
    yield process, port
    if process.poll() is None:
        process.kill()
    process.wait(10)


def test_it_takes_mail_and_stops_when_told(mailbox, mail):
    process, port = mail

    answer = hand_over(port, a_mail(mailbox.address), to=[mailbox.address])
    process.terminate()

    assert answer.startswith("250 ")
    assert process.wait(5) == 0
    assert Receipt.objects.count() == 1


def test_a_mail_on_its_way_in_when_it_is_told_to_stop_is_finished_first(mailbox, mail):
    process, port = mail
    answers: list[str] = []

    with the_ledger_slow():
        sender = threading.Thread(
            target=lambda: answers.append(hand_over(port, a_mail(mailbox.address), to=[mailbox.address]))
        )
        sender.start()
        time.sleep(0.5)
        process.terminate()
        sender.join(10)
    process.wait(5)

    assert answers[0].startswith("250 ")
    assert Receipt.objects.count() == 1


def test_what_was_answered_with_250_survives_the_sudden_death_of_the_process(mailbox, mail):
    process, port = mail
    answered = 0
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
            for number in range(200):
                if number == 20:
                    threading.Timer(0.05, process.kill).start()
                client.sendmail(f"s{number}@b.example", [mailbox.address], crlf(a_mail(mailbox.address)))
                answered += 1
    except (smtplib.SMTPException, OSError):
        pass

    process.wait(5)
    assert 20 <= answered < 200
    assert Receipt.objects.count() in {answered, answered + 1}


def test_a_client_in_the_middle_of_a_mail_is_not_told_yes(mailbox, mail):
    process, port = mail
    line = Line(port)
    line.hear()
    line.say(f"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{mailbox.address}>\r\nDATA\r\nSubject: x\r\n")
    assert [line.hear()[:3] for _ in range(4)] == ["250", "250", "250", "354"]

    process.terminate()

    assert process.wait(5) == 0
    assert line.file.readline() == b""
    line.close()
    assert not Receipt.objects.exists()


def test_a_port_that_is_taken_is_said_in_a_sentence(transactional_db):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "mail"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "SMTP_PORT": str(port), "DATABASE_URL": _database_url()},
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert done.returncode == 1
    assert "Set SMTP_PORT to a free port" in done.stderr
    assert "Traceback" not in done.stderr


class the_ledger_slow:
    def __enter__(self) -> None:
        with connection.cursor() as sql:
            sql.execute(
                "create function be_slow() returns trigger language plpgsql"
                " as $$ begin perform pg_sleep(1.2); return new; end $$"
            )
            sql.execute(
                "create trigger be_slow before insert on channels_in_receipt"
                " for each row execute function be_slow()"
            )

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as sql:
            sql.execute("drop function be_slow() cascade")


def _database_url() -> str:
    known = connection.settings_dict
    return f"postgres://{known['USER']}@/{known['NAME']}?host={known['HOST']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The mail process did not come up.")
