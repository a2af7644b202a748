"""Where an account of ours is asked, and with which token: through its page at graph.facebook.com, or
(Instagram without a page) at graph.instagram.com. An app knows only one of the two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from channels_in.meta.graph import VERSION, Key, Reply, limits, read_answer
from channels_in.models import Connection
from helpdesk.lib.guarded_http import get, post


@dataclass(frozen=True, slots=True)
class Platform:
    connection: Connection

    @property
    def is_without_page(self) -> bool:
        return bool(self.connection.options.get("login") == "instagram")

    @property
    def page(self) -> str:
        """Whose messages these are: an Instagram account's go by the page that it is linked to."""
        return str(self.connection.options.get("page_id") or self.connection.address)

    def ask(self, path: str, **query: str) -> Reply:
        return read_answer(get(self._url(path, query), headers=self._key.headers, limits=limits()))

    def tell(self, path: str, body: Mapping[str, Any]) -> Reply:
        return self.give(path, json.dumps(body).encode(), "application/json")

    def give(self, path: str, body: bytes, content_type: str) -> Reply:
        headers = {**self._key.headers, "content-type": content_type}
        return read_answer(post(self._url(path, {}), body, headers=headers, limits=limits()))

    @property
    def _key(self) -> Key:
        return Key.of(self.connection)

    def _url(self, path: str, query: Mapping[str, str]) -> str:
        providers = settings.PROVIDERS
        base = providers.instagram if self.is_without_page else providers.graph
        asked = query if self.is_without_page else {**query, **self._key.proof}
        return f"{base}/{VERSION}/{path}" + (f"?{urlencode(asked)}" if asked else "")
