"""Stored HTML gets its images back only where a page asks for them."""

from __future__ import annotations

from helpdesk.lib.message_html import with_images, with_remote_images

STORED = '<p>Hi</p><img alt="logo" data-attachment="0"><img data-attachment="1"><img data-remote-src="https://x.example/p?a=1&amp;b=2">'


def test_attached_images_are_shown_and_remote_ones_stay_blocked():
    html = with_images(STORED, {0: "/files/abc?a=1&b=2"})

    assert html == (
        '<p>Hi</p><img alt="logo" src="/files/abc?a=1&amp;b=2"><img>'
        '<img data-remote-src="https://x.example/p?a=1&amp;b=2">'
    )


def test_remote_images_are_shown_when_asked_for_and_learn_nothing_of_us():
    html = with_remote_images('<img width="3" data-remote-src="https://x.example/p?a=1&amp;b=2">')

    assert (
        html
        == '<img width="3" src="https://x.example/p?a=1&amp;b=2" referrerpolicy="no-referrer" loading="lazy">'
    )


def test_words_that_look_like_an_image_stay_words():
    text = "&lt;img data-attachment=&quot;0&quot;&gt;"

    assert with_remote_images(with_images(text, {0: "/files/abc"})) == text


def test_words_inside_a_value_never_become_attributes():
    alt = 'alt="x data-remote-src=" height="onerror=alert(1) src=http://evil/leak.png"'
    title = '<b title="<img data-remote-src=" lang=" data-attachment="></b>'

    shown = with_remote_images(f'{title}<img {alt} data-remote-src="https://x.example/p">')

    assert shown == (
        f'{title}<img {alt} src="https://x.example/p" referrerpolicy="no-referrer" loading="lazy">'
    )
    attached = f'{title}<img alt="x data-attachment=" height="0"'
    assert with_images(f'{attached} data-attachment="0">', {0: "/f"}) == f'{attached} src="/f">'
