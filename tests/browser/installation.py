"""A whole installation with a company, a mailbox of its customers, and nothing made up in between."""

from __future__ import annotations

import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Page, expect

from tests.browser.web import ROOT
from tests.helpdesk.running import Running, free_port

COMPANY = Path(__file__).with_name("company.yaml")
PASSWORD = "correct horse battery"
OUR_ADDRESS = "halo@nusa.example"
SOON = 30_000  # a whole installation on two busy cores


def readable_folder(made: pytest.TempPathFactory, name: str) -> Path:
    """For its data: Postgres runs as somebody else where the tests run as root."""
    data = made.mktemp(name)
    for folder in (data, *data.parents[:2]):
        folder.chmod(0o755)
    return data


@dataclass
class Mailbox:
    """Where the customers' mail server would be."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def of(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if address in str(mail["To"])]

    def wait_for(self, address: str, number: int, within: float = 60) -> EmailMessage:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if len(found := self.of(address)) >= number:
                return found[number - 1]
            time.sleep(0.1)
        raise AssertionError(f"{address} has {len(self.of(address))} mails, not {number}")


@dataclass
class Installation:
    running: Running
    smtp_port: int
    mailbox: Mailbox

    @property
    def url(self) -> str:
        return f"http://localhost:{self.running.port}"

    def customer_writes(
        self, sender: str, subject: str, text: str, *, answers: EmailMessage | None = None
    ) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, f"Nusa Living <{OUR_ADDRESS}>", subject
        mail["Message-ID"] = make_msgid(domain="people.example")
        if answers is not None:
            mail["In-Reply-To"] = answers["Message-ID"]
            mail["References"] = answers["Message-ID"]
        mail.set_content(text)
        with smtplib.SMTP("localhost", self.smtp_port, timeout=30) as smtp:
            smtp.send_message(mail)
        return mail


@contextmanager
def installation(data: Path, **settings: str) -> Iterator[Installation]:
    mailbox = Mailbox()
    sink = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    sink.start()
    smtp_port = free_port()
    running = Running(
        data=data, settings={"SMTP_PORT": str(smtp_port), "ALUR_MAIL_PORTS": str(sink.port), **settings}
    ).start()
    try:
        running.wait_for_page(within=180)
        company = data / "company.yaml"
        company.write_text(COMPANY.read_text().replace("SINK_PORT", str(sink.port)))
        manage(data, "config", "apply", str(company))
        manage(data, "shell", "-c", GIVE_PASSWORDS)
        running.wait_for_line("Mail is taken at", within=60)
        yield Installation(running=running, smtp_port=smtp_port, mailbox=mailbox)
    except BaseException:
        sys.stderr.write(running.log)
        raise
    finally:
        running.sweep()
        sink.stop()


GIVE_PASSWORDS = f"""
from people.models import Agent
for agent in Agent.objects.all():
    agent.set_password({PASSWORD!r})
    agent.save(update_fields=["password"])
"""


def manage(data: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "ALUR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def sign_in(
    browser: Browser,
    url: str,
    email: str,
    *,
    password: str = PASSWORD,
    language: str = "",
    dark: bool = False,
) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport={"width": 1440, "height": 900},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(SOON)
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("form button.btn-p[type=submit]").click()
    expect(page.locator("#ticket-list")).to_be_attached(timeout=SOON)
    if language and page.locator("html").get_attribute("lang") != language:
        page.locator(".me").click()
        page.locator(f"#me-menu button[name=language][value={language}]").click()
        expect(page.locator("html")).to_have_attribute("lang", language, timeout=SOON)
    expect(page.locator("body")).to_have_attribute("data-connection", "live", timeout=SOON)
    return page
