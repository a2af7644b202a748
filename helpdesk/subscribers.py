"""Who reacts to what: the one table. Rows hold a handler's name, so a rename needs a data migration."""

from __future__ import annotations

from events.subscriptions import Handler
from tickets.handlers import pass_tier_on

SUBSCRIBERS: dict[str, list[Handler]] = {
    "organisation.tier_changed": [pass_tier_on],
}
