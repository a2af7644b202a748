import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.lib.markdown import escape, to_html, to_text

LINK = ' rel="noopener noreferrer nofollow" target="_blank"'


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        pytest.param(
            "**tebal** _miring_", "<p><strong>tebal</strong> <em>miring</em></p>", "tebal miring", id="words"
        ),
        pytest.param("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>", "a\nb\n\nc", id="line breaks and paragraphs"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b", id="a list"),
        pytest.param(
            "3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>', "3. a\n4. b", id="a numbered list"
        ),
        pytest.param("`a < b`", "<p><code>a &lt; b</code></p>", "a < b", id="code"),
        pytest.param("```sh\nls *\n```", "<pre><code>ls *\n</code></pre>", "ls *", id="a block of code"),
        pytest.param(
            "[toko](https://a.id)",
            f'<p><a href="https://a.id"{LINK}>toko</a></p>',
            "toko (https://a.id)",
            id="a link",
        ),
        pytest.param(
            "lihat https://a.id/x_y_z?a=1&b=2.",
            f'<p>lihat <a href="https://a.id/x_y_z?a=1&amp;b=2"{LINK}>https://a.id/x_y_z?a=1&amp;b=2</a>.</p>',
            "lihat https://a.id/x_y_z?a=1&b=2.",
            id="a bare address, without the full stop",
        ),
        pytest.param(
            "(https://a.id/b_(c))",
            f'<p>(<a href="https://a.id/b_(c)"{LINK}>https://a.id/b_(c)</a>)</p>',
            "(https://a.id/b_(c))",
            id="brackets inside an address and around it",
        ),
        pytest.param(
            "<b>x</b> &amp;", "<p>&lt;b&gt;x&lt;/b&gt; &amp;amp;</p>", "<b>x</b> &amp;", id="HTML is text"
        ),
        pytest.param("# a\n> b", "<p># a<br>\n&gt; b</p>", "# a\n> b", id="no headings, no quotes"),
        pytest.param(
            "a\n---\n    b", "<p>a<br>\n---<br>\nb</p>", "a\n---\nb", id="no rules, no indented code"
        ),
        pytest.param(
            "| a |\n|---|\n| b |", "<p>| a |<br>\n|---|<br>\n| b |</p>", "| a |\n|---|\n| b |", id="no tables"
        ),
        pytest.param("[a]: https://x.y\n[a]", "<p>[a]: ", "[a]: https://x.y\n[a]", id="no references"),
        pytest.param("- a\n  - b", None, "- a\n  - b", id="a list in a list"),
        pytest.param(
            "[s](mailto:a@b.id) [t](tel:+6221)", None, "s (a@b.id) t (+6221)", id="mail and telephone"
        ),
        pytest.param("[a@b.id](mailto:a@b.id)", None, "a@b.id", id="an address that is its own name"),
    ],
)
def test_light_markdown(source, html, text):
    if html:
        assert to_html(source).startswith(html)
    assert to_text(source) == text


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "javascript&#58;alert(1)",
        "&#x6A;avascript:alert(1)",
        "javascript%3Aalert(1)",
        "\x01javascript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/tickets/1",
        "evil.example",
        "blob:https://x",
        "https&colon;//x",
        "view-source:https://x",
        "http:evil",
        "https:///x",
    ],
)
def test_a_link_goes_nowhere_but_to_http_mail_and_telephone(address):
    for source in (f"[x]({address})", f"[x](<{address}>)", f"<{address}>", f'[x]({address} "t")'):
        hrefs = re.findall('href="([^"]*)"', to_html(source))
        assert set(hrefs) <= {"https://x"}  # the bare address inside two of them


@given(st.text(max_size=60))
def test_an_escaped_value_stands_as_it_is(value):
    shown = " ".join(value.replace("\0", "\ufffd").split())

    assert to_text(f"Halo {escape(value)}!") == f"Halo {shown}!"


def test_an_escaped_name_never_becomes_a_link():
    for name in ("[klik](https://evil.example)", "https://evil.example", "<https://evil.example>"):
        assert "<a" not in to_html(f"Halo {escape(name)}")


@pytest.mark.parametrize(
    "source",
    [
        "[" * 50_000,
        "[a](" * 25_000,
        "**a_ " * 20_000,
        "`" * 99_000,
        "".join("`" * n + " " for n in range(440)),
        "- " * 50_000,
        "\n".join(" " * n + "- a" for n in range(440)),
        "*" * 99_000,
        "https://" * 12_000,
        "https://a" + ")" * 90_000,
        "a\n" * 1_000_000,
        "<a " * 33_000,
        "1. a\n" * 2_000,
        "_a" * 50_000,
        "\\*" * 50_000,
    ],
    ids=lambda source: repr(source[:8]),
)
def test_nothing_makes_it_slow(source):
    begin = time.process_time()

    to_html(source)
    to_text(source)

    assert time.process_time() - begin < 1


def test_a_text_beyond_reason_is_shown_as_typed():
    assert to_html("<b>" + "x\n" * 60_000).startswith("<p>&lt;b&gt;x<br>x<br>")
    assert to_text("**" * 3_000) == "**" * 3_000
