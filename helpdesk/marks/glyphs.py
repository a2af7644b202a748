"""Icons, channels, priorities, faces."""

from __future__ import annotations

import re

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

SIZES = {"": "", "xs": " i-xs", "s": " i-s", "l": " i-l", "xl": " i-xl"}
CHANNEL_ICONS = {
    "form": "file-pen-line",
    "api": "plug",
    "messenger": "message-circle",
    "telegram": "send",
    "line": "message-square",
    "sms": "message-square-text",
    "voice": "phone",
}  # the others are named like their kind
HUES = 8
WORD = re.compile(r"[^\W_]+")


def icon(name: str, size: str = "", tone: str = "", label: str = "") -> SafeString:
    """`tone` is a class such as c-bad or t3. An icon without a label says nothing to a screen reader."""
    classes = f"i{SIZES[size]}{' ' + tone if tone else ''}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, _place(name)
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, _place(name))


def channel_icon(kind: str, size: str = "") -> SafeString:
    return icon(CHANNEL_ICONS.get(kind, kind), size, f"chi ch-{kind}")


def channel_mark(kind: str, size: str = "") -> SafeString:
    """The glyph in its badge; size "l" is the square one of tables."""
    large = " ch-l" if size == "l" else ""
    glyph = icon(CHANNEL_ICONS.get(kind, kind))
    return format_html('<span class="ch ch-{}{}" aria-hidden="true">{}</span>', kind, large, glyph)


def priority(code: str) -> SafeString:
    return format_html(
        '<svg class="prio prio-{}" role="img" aria-label="{}"><use href="{}"/></svg>',
        code,
        _priority_words(code),
        _place(f"prio-{code}"),
    )


def avatar(
    name: str,
    key: int | None = None,
    size: str = "",
    channel: str = "",
    presence: str = "",
    agent: int | None = None,
) -> SafeString:
    """Initials on a hue of their own: a customer and an agent of one id are told apart.

    No name: the place of somebody who is missing.
    """
    classes = f"av{f' av-{size}' if size else ''}"
    if not name:
        return format_html(
            '<span class="{} av-none" aria-hidden="true">{}</span>', classes, icon("user", "xs")
        )
    return format_html(
        '<span class="{} hue-{}" data-initials="{}" aria-hidden="true">{}{}</span>',
        classes,
        hue((key or 0) + sum(map(ord, initials(name)))),
        initials(name),
        channel_mark(channel) if channel else "",
        _presence_dot(presence, agent) if presence else "",
    )


def initials(name: str) -> str:
    words = WORD.findall(name.split("@")[0] or name)
    if not words:
        return "?"
    if len(words) == 1:
        return str(words[0][:2]).upper()
    return f"{words[0][0]}{words[-1][0]}".upper()


def hue(key: int | None) -> int:
    return (key or 0) % HUES + 1


def _presence_dot(status: str, agent: int | None) -> SafeString:
    # With an agent's id the dot follows that agent's presence while the page is open.
    of = format_html(' data-presence-of="{}"', agent) if agent else mark_safe("")
    return format_html('<span class="pr pr-{}"{}></span>', status, of)


def _place(name: str) -> str:
    return f"{static('icons.svg')}#{name}"


def _priority_words(code: str) -> str:
    return {
        "urgent": _("Urgent priority"),
        "high": _("High priority"),
        "normal": _("Normal priority"),
        "low": _("Low priority"),
    }[code]
