"""What a browser says of itself and of the page it is on, cut to what an agent needs to know."""

from __future__ import annotations

import re
from typing import Any

from channels_in.api.fields import storable
from channels_in.mail import cleaning
from channels_in.webchat.gate import Said
from channels_in.webchat.origins import page_without_query

BROWSERS = (
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/(\d+)")),
    ("Opera", re.compile(r"OPR/(\d+)")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d+)")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d+)")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS)/(\d+)")),
    ("Safari", re.compile(r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/")),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Macintosh"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """Like "Chrome 126, Android"; nothing for what nobody knows."""
    name = next((f"{name} {found[1]}" for name, sign in BROWSERS if (found := sign.search(agent))), "")
    system = next((name for name, sign in SYSTEMS if sign in agent), "")
    return ", ".join(part for part in (name, system) if part)[:60]


def page_in(said: Said) -> tuple[str, str]:
    """The page's address without its query, and its title."""
    page: Any = said.get("page")
    if not isinstance(page, dict):
        return "", ""
    url, title = page.get("url"), page.get("title")
    return (
        page_without_query(storable(url)) if isinstance(url, str) and len(url) < 10_000 else "",
        cleaning.display_name(storable(title[:1000])) if isinstance(title, str) else "",
    )
