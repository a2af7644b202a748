"""A data folder and the settings of this process, before there is a site."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django

from helpdesk.processes import simulated
from tests.helpdesk.running import free_port

MAILBOXES = 16  # that can be fetched from at once


def begin(data: Path) -> None:
    """The settings of this process: those of the site it is going to drive."""
    port = free_port()
    os.environ.update(
        ALUR_DATA=str(data),
        ALUR_DEMO="0",
        PORT=str(port),
        SMTP_PORT=str(free_port()),
        BASE_URL=f"http://127.0.0.1:{port}",
        ALUR_MAIL_PORTS=",".join(str(free_port()) for _ in range(1 + MAILBOXES)),
    )
    os.environ.update(simulated.addresses({}))  # nobody of them is there until a scenario plays them
    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.settings"
    django.setup()


def a_data_folder() -> Path:
    """Open to the system user of Postgres, so that it stays here and this process finds it."""
    data = Path(tempfile.mkdtemp(prefix="alur-faults-"))
    data.chmod(0o755)
    return data
