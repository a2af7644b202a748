"""Who reacts to what: the one table. A handler's name is stored in rows, so a rename needs a data migration."""

from __future__ import annotations

from events.subscriptions import Handler

SUBSCRIBERS: dict[str, list[Handler]] = {}
