"""Other people's sites with the chat on them, on a port of their own: another origin than ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

NONCE = "c2l0ZQ"
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Sora 180</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><h1>Meja makan Sora 180</h1><p><button id="buy">Beli</button></p>{body}{tag}</body></html>"""

# What sites do to elements that they do not know.
HOSTILE = """<style>
  html { font-size: 62.5%; }
  * { box-sizing: content-box !important; letter-spacing: 4px; text-transform: uppercase; }
  div, button, input, textarea, p, small { all: unset !important; color: red !important; }
  body > *:not(h1):not(p) { display: none !important; opacity: 0 !important; transform: scale(.1) !important;
    position: static !important; z-index: -1 !important; filter: blur(9px) !important; }
</style>"""


@dataclass
class Site:
    """Pages by path; `put` says what stands on one and how it is served."""

    ours: str  # the address of Alur
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def put(self, path: str, key: str, *, headers: Mapping[str, str] | None = None, **about: str) -> str:
        lang = about.get("lang", "en")
        told = f' data-lang="{lang}" {about.get("data", "")}'
        tag = (
            f'<script async nonce="{NONCE}" src="{self.ours}/chat/widget.js" data-key="{key}"{told}></script>'
        )
        page = PAGE.format(lang=lang, head=about.get("head", ""), body=about.get("body", ""), tag=tag)
        self.pages[path] = (page, headers or {})
        return f"{self.url}{path}"

    def start(self) -> Site:
        site = self

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page, headers = site.pages.get(self.path.partition("?")[0], ("", {}))
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def strict(ours: str) -> dict[str, str]:
    """As strict as a site can be and still have the chat: what Settings tells it to add, and nothing more."""
    socket = ours.replace("http", "ws", 1)
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src {ours} {socket}; img-src {ours}; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )
    }
