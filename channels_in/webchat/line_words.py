"""What a visitor's page may say on its line: JSON of a kind that is known, and short."""

from __future__ import annotations

import json
from typing import Any

from channels_in.hooks.gate import Shut

LONGEST = 8 * 1024


def read(text: object) -> dict[str, Any]:
    if not isinstance(text, str):
        raise Shut(400, "not_text")
    if len(text) > LONGEST:
        raise Shut(400, "too_long")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Shut(400, "not_json") from error
    if not isinstance(found, dict):
        raise Shut(400, "bad")
    return found


def number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63 else 0
