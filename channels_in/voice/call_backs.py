"""Call-backs whose time has come."""

from __future__ import annotations

from channels_in.actions.call_back_due import call_back_due
from channels_in.models import CallBack
from events import claims


def begin_due() -> bool:
    """True if the time was up before the work was."""
    return claims.drain(CallBack.objects.all(), lambda row: claims.run(row, call_back_due))
