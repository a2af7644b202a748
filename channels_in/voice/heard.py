"""What a provider tells of a call, as an item of a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# In place of an address beneath the hook: read by ourselves, in the provider's list.
MISSED_CALL = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    external_id: str
    status: str = ""
    path: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
