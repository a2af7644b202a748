"""The words of HTML, laid out so that people and the reply splitter can read them."""

from __future__ import annotations

import pytest

from channels_in.mail.html_to_text import crude_text, html_to_text
from channels_in.mail.safe_html import sanitise


def text_of(source: str) -> str:
    return html_to_text(sanitise(source, {}).html)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree", id="paragraphs and breaks"),
        pytest.param("<div>one</div><div>two</div>", "one\ntwo", id="lines"),
        pytest.param("a  \n b&nbsp;<b> c</b>", "a b c", id="space is one space"),
        pytest.param("<ul><li>a<li>b</ul><ol><li>c<li>d</ol>", "- a\n- b\n\n1. c\n2. d", id="lists"),
        pytest.param("<table><tr><td>1<td>2<tr><td>3</table>", "1\t2\n3", id="rows and cells"),
        pytest.param("a<blockquote>b<br>c</blockquote>d", "a\n\n> b\n> c\n\nd", id="quotes"),
        pytest.param("<pre>a\n  b</pre>", "a\n  b", id="preformatted"),
        pytest.param("a<hr>b", "a\n________________________________\nb", id="rule"),
        pytest.param('<img alt="😀"><img alt="logo.png">', "😀", id="only emoji pictures speak"),
        pytest.param("&lt;b&gt; &amp;amp;", "<b> &amp;", id="escaped letters"),
        pytest.param(
            '<blockquote style="margin:0 0 0 40px;border:none">in</blockquote>',
            "in",
            id="indented, not quoted",
        ),
    ],
)
def test_html_reads_as_it_looks(source: str, text: str):
    assert text_of(source) == text


def test_the_crude_way_keeps_the_words_and_leaves_out_what_is_not_shown():
    source = "<html><title>t</title><style>p{color:red}</style><!-- c --><p>one<br>two &amp; three</p>5 < 6"

    assert crude_text(source) == "one\ntwo & three\n5 < 6"


def test_the_crude_way_loses_nothing_behind_a_comment_that_never_ends():
    assert "words" in crude_text("<p>a</p><!-- words")


def test_a_number_of_thousands_of_digits_is_no_character():
    assert crude_text("&#" + "9" * 5000 + ";x") == "\ufffdx"
