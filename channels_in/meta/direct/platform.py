"""Where an account of ours is asked, and with which token: through its page at graph.facebook.com, or
(Instagram without a page) at graph.instagram.com. An app knows only one of the two.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from channels_in.meta.graph import VERSION, Reply, limits, read_answer, signed_in
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
        return read_answer(get(self._url(path, query), headers=self._headers(), limits=limits()))

    def tell(self, path: str, body: Mapping[str, Any]) -> Reply:
        return self.give(path, json.dumps(body).encode(), "application/json")

    def give(self, path: str, body: bytes, content_type: str) -> Reply:
        headers = {**self._headers(), "content-type": content_type}
        return read_answer(post(self._url(path, {}), body, headers=headers, limits=limits()))

    def _headers(self) -> dict[str, str]:
        return signed_in(self._token)

    @property
    def _token(self) -> str:
        """Never in an address: those are written into logs."""
        return str(self.connection.secrets.get("access_token", ""))

    def _url(self, path: str, query: Mapping[str, str]) -> str:
        providers = settings.PROVIDERS
        base = providers.instagram if self.is_without_page else providers.graph
        asked = {**query, **self._proof()}
        return f"{base}/{VERSION}/{path}" + (f"?{urlencode(asked)}" if asked else "")

    def _proof(self) -> dict[str, str]:
        """Demanded by apps that are set so: facebook, "Securing Graph API requests"."""
        secrets = self.connection.secrets.get("app_secrets") or []
        if self.is_without_page or not secrets or not self.connection.options.get("proves_app"):
            return {}
        proof = hmac.new(str(secrets[0]).encode(), self._token.encode(), sha256).hexdigest()
        return {"appsecret_proof": proof}
