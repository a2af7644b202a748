"""An agent who writes notes on a ticket, as a page does it."""

from __future__ import annotations

import time
import uuid

from django.conf import settings

from helpdesk.bench.timing import Browser


class Colleague:
    def __init__(self, port: int, session: str, ticket: int) -> None:
        self._browser = Browser(port)
        self._browser.cookies[settings.SESSION_COOKIE_NAME] = session
        self._ticket = ticket
        page = self._browser.get(f"/tickets/{ticket}/")
        self._token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    def write(self) -> tuple[str, float]:
        """The mark in the note, and when it was sent off."""
        mark = f"mark-{uuid.uuid4().hex[:12]}"
        fields = {
            "text": f"Checked: {mark}",
            "client_key": str(uuid.uuid4()),
            "csrfmiddlewaretoken": self._token,
        }
        began = time.time()
        status = self._browser.post(f"/tickets/{self._ticket}/notes/", fields)
        if status not in {201, 302}:
            raise RuntimeError(f"A note was answered with {status}.")
        return mark, began
