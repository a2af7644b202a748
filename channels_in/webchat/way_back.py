"""The address in a mail that leads back to the chat. In its fragment: no server writes that down."""

from __future__ import annotations

from django.conf import settings

from channels_in.models import Visitor


def address_of_page(visitor: Visitor, token: str) -> str:
    own = f"{settings.BASE_URL}/chat/{visitor.connection.token}/"
    page = str(visitor.connection.options.get("page_url") or own).partition("#")[0]
    return f"{page}#alur={token}"
