"""One promise as a way with rungs: how far it has come, and which of them it has climbed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from helpdesk.marks.clocks import WorkingTime, clock_facts, percent_left

TRACK = (
    '<svg class="track" role="img" aria-label="{}" {}><rect class="bg" y="6" width="100%" height="4" rx="2"/>'
    '<rect class="fg" y="6" width="{}%" height="4" rx="2"/>{}'
    '<rect class="head" x="{}%" y="2" width="3" height="12" rx="1.5"/></svg>'
)


def track(
    due_at: datetime,
    state: str,
    working: WorkingTime | None,
    rungs: Iterable[tuple[float, bool]],
    label: str = "",
) -> SafeString:
    """`rungs`: (percent of the way, whether it is behind us). js/behaviours/clocks.js moves the head."""
    used = 100 - percent_left(state, working)
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}%" cy="8" r="4"/>',
        (("past" if is_past else "rung", percent) for percent, is_past in rungs),
    )
    return format_html(TRACK, label, clock_facts(due_at, state, working), used, dots, used)
