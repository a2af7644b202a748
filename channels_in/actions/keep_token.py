from __future__ import annotations

from typing import Any

from django.db import transaction

from channels_in.models import Connection


@transaction.atomic
def keep_token(connection: Connection, grant: dict[str, Any]) -> None:
    """The newest access token, and the refresh token that came with it, beside the other secrets."""
    locked = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    locked.secrets = {**locked.secrets, "oauth2": {**locked.secrets.get("oauth2", {}), **grant}}
    locked.save(update_fields=["secrets"])
    connection.secrets = locked.secrets
