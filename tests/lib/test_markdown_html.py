from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.lib.markdown import to_html, to_text

ALLOWED = {
    "p": set(),
    "br": set(),
    "strong": set(),
    "em": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "pre": set(),
    "code": set(),
    "a": {"href", "rel", "target"},
}


class Audit(HTMLParser):
    def __init__(self):
        super().__init__()
        self.opened = []

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        for name, value in attrs:
            assert name != "href" or value.startswith(("http:", "https:", "mailto:", "tel:"))
        if tag != "br":
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag


PIECES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[",
    "](",
    ")",
    "javascript:",
    "https://a.b",
    "**",
    "_",
    "`",
    "```\n",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "<",
    ">",
    '"',
    "'",
    "&#106;",
    "\\",
    "!",
    "x",
    "<a href='x'>",
    "\x00",
    "   ",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=25).map("".join))
def test_whatever_is_typed_gives_only_allowed_and_balanced_html(source):
    audit = Audit()

    audit.feed(to_html(source))
    audit.close()

    assert audit.opened == []
    to_text(source)
