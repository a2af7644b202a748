"""An agent at a browser, as HTTP: signed in once, and patient with a server that is just starting again."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlencode

from helpdesk.bench.company import PASSWORD
from helpdesk.bench.timing import Browser

PATIENCE = 60.0


class AgentBrowser(Browser):
    def __init__(self, port: int, email: str) -> None:
        super().__init__(port)
        self.sign_in(email, PASSWORD)
        self.headers["X-Requested-With"] = "fetch"  # as our scripts ask: answers have a status

    def post(self, path: str, **form: object) -> int:
        """The status of the answer; trouble is the caller's."""
        body = urlencode({**form, "csrfmiddlewaretoken": self.cookies["csrf"]})
        self._connection.close()  # the server may have closed it meanwhile; the request opens another
        return self._ask("POST", path, body)[0]

    def post_until_answered(self, path: str, **form: object) -> int:
        """Of what may be said twice, such as a reply with its key."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                status = self.post(path, **form)
                if status < 500 or time.monotonic() > deadline:
                    return status
            except (OSError, http.client.HTTPException):
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.3)
