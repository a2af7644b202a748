"""Who reacts to what: the one table. Rows hold a handler's name, so a rename needs a data migration."""

from __future__ import annotations

from events.subscriptions import Handler

SUBSCRIBERS: dict[str, list[Handler]] = {}
