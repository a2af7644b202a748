"""Characters that tell a terminal what to do: strangers' words reach our logs, and people read them there."""

from __future__ import annotations

import re

# All but the tab and the end of a line, and those that turn the direction of writing.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def shown(text: str) -> str:
    """Written out, as JSON writes them, so that a line of JSON says the same afterwards."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
