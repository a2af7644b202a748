"""`{% load forecast %}`: what the forecast draws; the words or the table beside it say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from helpdesk.marks.times import clock_time
from routing.board.forecast import Stretch
from routing.board.trends import LEAST as MIN_POINTS
from routing.board.trends import Trend
from routing.forecasting.kept_word import Bin

register = template.Library()

WIDTH, HEIGHT, FLOOR, LEFT = 288, 132, 108, 22
PLOT, EDGE = 260, 34
BIGGEST = 11.0
SPARK = 64


@register.filter
def whole(number: float) -> int:
    return round(number)


@register.filter
def at(found: Mapping[str, int] | None, key: int) -> int | None:
    return found.get(str(key)) if found else None


@register.simple_tag
def spark(trend: Trend | None, state: str = "") -> SafeString:
    """The last hour of a figure; the words beside it say how it changed."""
    if not trend or len(trend.points) < MIN_POINTS:
        return SafeString("")
    low, high = min(trend.points), max(trend.points)
    step, tall = (SPARK - 4) / (len(trend.points) - 1), (high - low) or 1.0
    places = [
        (round(2 + n * step, 1), round(17 - 14 * (y - low) / tall, 1)) for n, y in enumerate(trend.points)
    ]
    state = state if trend.points[-1] else ""
    line = " ".join(f"{x},{y}" for x, y in places)
    return format_html(
        '<svg class="spark {}" viewBox="0 0 {} 20" width="{}" height="20" aria-hidden="true">'
        '<polygon class="band" points="{},20 {} {},20"/><polyline class="ln" points="{}"/>'
        '<circle class="end" cx="{}" cy="{}" r="2"/></svg>',
        *(state, SPARK, SPARK, places[0][0], line, places[-1][0], line, *places[-1]),
    )


@register.simple_tag
def bars(slots: Sequence[Stretch]) -> SafeString:
    """Ten minutes each: pale what ends then, dark what is likely to break; the line is what gets answered."""
    if not slots:
        return SafeString("")
    top = max(2.0, *(slot.total for slot in slots), *(slot.answers for slot in slots))
    step = (WIDTH - LEFT) / len(slots)
    answers = sum(slot.answers for slot in slots) / len(slots)
    drawn = format_html_join("", "{}", ((_bar(slot, n, step, top),) for n, slot in enumerate(slots)))
    line = _y(answers, top)
    return format_html(
        '<svg class="fc-bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}'
        '<line class="can" x1="{}" x2="{}" y1="{}" y2="{}"/></svg>',
        WIDTH,
        HEIGHT,
        _spoken(slots),
        _scale(top),
        drawn,
        LEFT,
        WIDTH,
        line,
        line,
    )


def _bar(slot: Stretch, n: int, step: float, top: float) -> SafeString:
    x, wide = LEFT + n * step + step * 0.24, step * 0.52
    said = _y(slot.broken, top)
    all_of_it = _y(slot.total, top)
    state = "bad" if slot.broken > slot.answers else "warn" if slot.broken >= 0.5 else "calm"
    return format_html(
        '<rect class="all {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<rect class="said {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        *(state, round(x, 1), all_of_it, round(wide, 1), round(FLOOR - all_of_it, 1)),
        *(state, round(x, 1), said, round(wide, 1), round(FLOOR - said, 1)),
        *(round(x + wide / 2, 1), HEIGHT - 8, clock_time(slot.at)),
    )


def _scale(top: float) -> SafeString:
    marks = sorted({0, round(top / 2), round(top)})
    rows = ((LEFT, WIDTH, _y(mark, top), _y(mark, top), LEFT - 6, _y(mark, top) + 3, mark) for mark in marks)
    return format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        rows,
    )


def _y(value: float, top: float) -> float:
    return round(FLOOR - (FLOOR - 8) * min(value, top) / top, 1)


def _spoken(slots: Sequence[Stretch]) -> str:
    words = [
        _("%(at)s: %(due)s end, %(likely)s likely past due")
        % {"at": clock_time(slot.at), "due": round(slot.total), "likely": round(slot.broken)}
        for slot in slots
    ]
    return "; ".join(words)


@register.simple_tag
def calibration(bins: Sequence[Bin]) -> SafeString:
    """What was said along the bottom, what came up the side: on the diagonal it was right."""
    most = max((one.number for one in bins), default=1)
    side = PLOT - EDGE
    dots = (
        (
            round(EDGE + side * one.said, 1),
            round(side * (1 - one.broke) + 8, 1),
            round(3 + (BIGGEST - 3) * (one.number / most) ** 0.5, 1),
            _("Said %(said)s%%, came %(came)s%% (%(n)s)")
            % {"said": round(100 * one.said), "came": round(100 * one.broke), "n": one.number},
        )
        for one in bins
    )
    ticks = ((EDGE + side * n / 4, PLOT - 8, "middle", 25 * n) for n in range(5))
    rungs = ((EDGE - 6, side * (1 - n / 4) + 12, "end", 25 * n) for n in range(5))
    label = '<text x="{}" y="{}" text-anchor="{}">{}%</text>'
    return format_html(
        '<svg class="fc-plot" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<rect class="frame" x="{}" y="8" width="{}" height="{}"/>'
        '<line class="right" x1="{}" y1="{}" x2="{}" y2="8"/>'
        "{}{}{}</svg>",
        *(PLOT + 28, PLOT + 4, _("What was said against what came")),
        *(EDGE, side, side, EDGE, side + 8, PLOT),
        format_html_join("", '<circle cx="{}" cy="{}" r="{}"><title>{}</title></circle>', dots),
        format_html_join("", label, ticks),
        format_html_join("", label, rungs),
    )
