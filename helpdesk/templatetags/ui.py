"""`{% load ui %}`: the marks, and the few parts that need more than an include. See docs/frontend.md."""

from __future__ import annotations

import json

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from helpdesk.lib.browsers import browser_name
from helpdesk.marks import clocks, fields, glyphs, times, track, words
from helpdesk.marks.amounts import amount

register = template.Library()

register.simple_tag(glyphs.icon, name="icon")
register.simple_tag(glyphs.channel_icon, name="channel_icon")
register.simple_tag(glyphs.channel_mark, name="channel_mark")
register.simple_tag(glyphs.priority, name="priority")
register.simple_tag(glyphs.avatar, name="avatar")
register.simple_tag(clocks.sla_clock, name="sla_clock")
register.simple_tag(clocks.sla_flow, name="sla_flow")
register.simple_tag(track.track, name="track")
register.simple_tag(clocks.ring, name="ring")
register.simple_tag(times.ago, name="ago")
register.simple_tag(clocks.lasting, name="lasting")
register.simple_tag(clocks.remaining, name="remaining")
register.simple_tag(times.time_of, name="time_of")
register.filter("clock_time", times.clock_time)
register.filter("amount", amount)
register.filter("day", times.day)
register.filter("day_and_time", times.day_and_time)
register.filter("day_words", times.day_words)
register.filter("initials", glyphs.initials)
register.filter("hue", glyphs.hue)
register.filter("browser_name", browser_name)
register.inclusion_tag("parts/_field.html", name="field")(fields.field)


@register.simple_tag
def keys(combination: str) -> SafeString:
    """`{% keys "mod enter" %}`: mod is ⌘ on a Mac and Ctrl elsewhere, which only the browser knows."""
    return format_html_join(
        " ", '<kbd data-cap="{}">{}</kbd>', ((key, words.cap(key)) for key in combination.split())
    )


@register.simple_tag
def flow_meter(percent: float, state: str = "") -> SafeString:
    return format_html(
        '<svg class="meterbar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"'
        ' data-state="{}"><rect class="bg" width="100" height="6"/>'
        '<rect class="fg" width="{}" height="6"/></svg>',
        state,
        max(0, min(100, round(percent))),
    )


@register.simple_tag
def server_time() -> int:
    return times.milliseconds(timezone.now())


@register.simple_tag
def browser_words() -> str:
    """What scripts say, in the page's language; escaped like any other text."""
    return json.dumps(words.for_the_browser(), ensure_ascii=False, separators=(",", ":"))


@register.filter
def file_size(size: int) -> str:
    return filesizeformat(size)


@register.filter
def presence_words(status: str) -> str:
    return words.presences().get(status, "")
