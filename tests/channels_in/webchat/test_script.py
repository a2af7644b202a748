"""The script that other people's sites load: small, cached, and allowed where it is put."""

import gzip
import json
import re

import pytest
from django.conf import settings
from django.utils import translation

from channels_in.webchat import widget_words
from helpdesk.assets import built, widget

MOST_BYTES = 40 * 1024
ICON = re.compile(r'(?:icon|iconButton|line)\("([a-z0-9-]+)"')
pytestmark = pytest.mark.django_db


def script(client, **headers):
    return client.get("/chat/widget.js", headers=headers)


def test_the_widget_and_its_words_weigh_less_than_forty_kilobytes(client, record_property):
    with translation.override("id"):
        words = json.dumps(widget_words.words()).encode()
    weight = len(gzip.compress(script(client).content, 9)) + len(gzip.compress(words, 9))

    record_property("widget_bytes", weight)
    assert weight <= MOST_BYTES


def test_any_page_may_load_it_and_keeps_it_for_an_hour(client):
    answer = script(client)

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "public, max-age=3600, stale-while-revalidate=86400"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


def test_who_has_it_is_not_sent_it_again(client):
    assert script(client, if_none_match=script(client)["ETag"]).status_code == 304


def test_it_holds_its_styles_and_icons_and_nothing_that_reads_markup(client):
    source = script(client).content.decode()

    assert "@styles" not in source
    assert "@icons" not in source
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", source
    )


def test_every_word_that_the_widget_says_has_its_words():
    known = {name.partition(".")[0] for name in widget_words.words()}
    modules = (built.SOURCES / "js" / "widget").glob("*.js")
    said = {word for file in modules for word in re.findall(r'\bsay\("([a-z_]+)"', file.read_text())}

    assert said <= known


def test_every_icon_that_is_drawn_is_in_the_script_and_once():
    sources = (settings.BASE_DIR / "helpdesk/static/js/widget").rglob("*.js")
    drawn = {name for source in sources for name in ICON.findall(source.read_text())}

    assert {"message-circle", "trash-2"} <= drawn <= set(widget.ICONS)
    assert len(set(widget.ICONS)) == len(widget.ICONS)
