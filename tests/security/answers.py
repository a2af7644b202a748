"""What must hold of any answer, whoever asked for whatever."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from django.http import HttpResponse

HEADERS = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
}
DATA = {"application/json"}  # a script of this type is never run


def faults_of(answer: HttpResponse, *, secrets: dict[str, str], may_style: bool = False) -> list[str]:
    """In words; nothing means well. `may_style`: the frame of a mail, where nothing else may be."""
    text = body_of(answer)
    found = [*_headers(answer, may_style=may_style), *_secrets(text, secrets)]
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        found += Inline(text, may_style=may_style).found
    return found


def body_of(answer: HttpResponse) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def _headers(answer: HttpResponse, *, may_style: bool) -> Iterable[str]:
    for name, allowed in HEADERS.items():
        if answer.headers.get(name) not in allowed:
            yield f"{name} is {answer.headers.get(name)!r}"
    policy = answer.headers.get("Content-Security-Policy", "")
    parts: dict[str, str] = {}
    for part in policy.split(";"):
        name, _, sources = part.strip().partition(" ")
        parts.setdefault(name, sources)  # as browsers do: the first of two counts
    if parts.get("default-src") not in {"'self'", "'none'"}:
        yield f"default-src is {parts.get('default-src')!r}"
    if parts.get("script-src", "'self'") != "'self'":
        yield f"script-src is {parts['script-src']!r}"
    if parts.get("frame-ancestors") not in {"'none'", "'self'"}:
        yield f"frame-ancestors is {parts.get('frame-ancestors')!r}"
    if "unsafe" in policy and not may_style:
        yield f"the content policy is {policy}"


def _secrets(text: str, secrets: dict[str, str]) -> Iterable[str]:
    return [f"shows {what}" for what, secret in secrets.items() if secret in text]


class Inline(HTMLParser):
    """Finds what the strict policy would refuse to run, and what should never have become markup."""

    def __init__(self, text: str, *, may_style: bool) -> None:
        super().__init__()
        self.found: list[str] = []
        self.may_style = may_style
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not given.get("src") and given.get("type") not in DATA:
            self.found.append("a script without an address of its own")
        if (tag == "style" or "style" in given) and not self.may_style:
            self.found.append(f"styles inside the page: <{tag}>")
        if given.get("src") == "x":
            self.found.append("planted markup came through")
        for name, value in attrs:
            self._attribute(tag, name, (value or "").strip().lower())

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith(("on", "hx-on", "data-hx-on", "hx-vals-js")):
            self.found.append(f"{name} on <{tag}>")
        if name in {"href", "src", "action", "formaction"} and value.startswith(
            ("javascript:", "data:text", "vbscript:")
        ):
            self.found.append(f"{name}={value[:40]} on <{tag}>")
