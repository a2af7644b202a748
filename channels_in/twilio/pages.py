"""A list of the REST API of Twilio, page by page. Source: twilio.com/docs/usage/twilios-response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from channels_in.chat.reading import Data, parts, words
from channels_in.models import Connection
from channels_in.twilio.rest import Reply, ask, root_of

SIZE, MOST = 200, 50


class NoAnswer(Exception):
    """Something else than the list came."""


def pages(
    connection: Connection, resource: str, query: Mapping[str, str], *, name: str
) -> Iterator[Sequence[Data]]:
    """Newest first. `name`: of the list in a page. Only addresses of that very list are followed."""
    path = f"{resource}?{urlencode({**query, 'PageSize': SIZE})}"
    for _ in range(MOST):
        body = said(ask(connection, path))
        yield list(parts(body, name))
        following = words(body, "next_page_uri")
        if not following.startswith(f"{root_of(connection)}{resource}?"):
            return
        path = following.removeprefix(root_of(connection))


def said(reply: Reply) -> Data:
    if reply.status != 200 or not reply.body:
        raise NoAnswer(reply.detail)
    return reply.body
