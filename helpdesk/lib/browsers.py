"""What a person would call the program that signed in: "Firefox, Windows"."""

from __future__ import annotations

# The first that is found counts: newer browsers name older ones too.
PROGRAMS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "SamsungBrowser": "Samsung Internet",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
    "curl/": "curl",
    "python": "Python",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}
LONGEST = 60


def browser_name(user_agent: str) -> str:
    named = [_first(PROGRAMS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, named)) or user_agent[:LONGEST] or "?"


def _first(names: dict[str, str], user_agent: str) -> str:
    return next((name for sign, name in names.items() if sign in user_agent), "")
