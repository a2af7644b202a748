"""What small marks say: deadlines, times, faces."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from helpdesk.lib.browsers import browser_name
from helpdesk.lib.spans import short_span
from helpdesk.marks import clocks, glyphs, times, words

ENGLISH, INDONESIAN = ("d", "h", "m"), (" hari", "j", "m")
JAKARTA = ZoneInfo("Asia/Jakarta")


def drawn(template: str, **context: object) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("seconds", "units", "words"),
    [
        pytest.param(760, ENGLISH, "12:40", id="under an hour, minutes and seconds"),
        pytest.param(59, ENGLISH, "00:59", id="under a minute"),
        pytest.param(0, ENGLISH, "00:00", id="just now"),
        pytest.param(-252, ENGLISH, "−04:12", id="late has a minus sign"),
        pytest.param(3600 + 6 * 60, ENGLISH, "1h 06m", id="from an hour, hours and minutes"),
        pytest.param(5 * 3600 + 12 * 60, INDONESIAN, "5j 12m", id="in the other language"),
        pytest.param(86_399, ENGLISH, "23h 59m", id="the last minute of a day"),
        pytest.param(2 * 86_400 + 4 * 3600, ENGLISH, "2d 4h", id="from a day, days and hours"),
        pytest.param(-3 * 86_400, INDONESIAN, "−3 hari 0j", id="days late"),
    ],
)
def test_spans_are_short(seconds, units, words):
    assert short_span(seconds, units=units) == words


@pytest.mark.parametrize(
    ("minutes", "known", "state", "ring"),
    [
        pytest.param(60, "ok", "ok", 100, id="calm"),
        pytest.param(1, "ok", "ok", 100, id="soon due, but nobody was warned"),
        pytest.param(900, "at_risk", "at_risk", 25, id="a night lies between, and the time runs out"),
        pytest.param(-1, "ok", "breached", 0, id="late before the server has said so"),
        pytest.param(60, "breached", "breached", 0, id="late stays late"),
    ],
)
def test_a_clock_stands_as_the_server_knows_it(minutes, known, state, ring):
    html = drawn("{% sla_clock due known %}", due=timezone.now() + timedelta(minutes=minutes), known=known)

    assert f'data-state="{state}"' in html
    assert f'stroke-dasharray="{ring} 100"' in html


def test_a_running_clock_tells_the_browser_what_to_count_from():
    now = timezone.now()
    due, opens = now + timedelta(hours=16), now + timedelta(hours=15, minutes=18)
    working = clocks.WorkingTime(target=90 * 60, used=48 * 60, ahead=[(opens, due)])

    html = drawn("{% sla_clock due 'ok' title='Gold' working=working %}", due=due, working=working)
    bar = drawn("{% sla_flow due 'ok' working %}", due=due, working=working)

    assert f'data-due="{times.milliseconds(due)}"' in html
    assert f'data-ahead="{times.milliseconds(opens)}-{times.milliseconds(due)}"' in html
    assert 'data-target="5400" data-used="2880"' in bar
    assert 'stroke-dasharray="47 100"' in html
    assert 'width="53"' in bar
    assert "42 m of working time left, due " in html
    assert " · Gold" in html
    assert "style=" not in html


@pytest.mark.parametrize(
    ("state", "said"), [("paused", "Waiting"), ("met", "Met"), ("", ""), ("ok", "")], ids=str
)
def test_a_clock_that_does_not_run_shows_no_time(state, said):
    html = drawn("{% sla_clock None state %}", state=state)

    assert said in html
    assert "data-due" not in html
    assert bool(html) is bool(said)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Oliver Bennett", "OB"),
        ("Rani Ayu Puspita", "RP"),
        ("Budi", "BU"),
        ("finance@villa.example", "FI"),
        ("  (unknown)  ", "UN"),
        ("Élodie Šimić", "ÉŠ"),
        ("!!!", "?"),
        ("株式会社", "株式"),
    ],
)
def test_initials_come_from_the_first_and_the_last_word(name, letters):
    assert glyphs.initials(name) == letters


def test_a_face_keeps_its_hue_and_an_empty_place_has_none():
    assert glyphs.hue(12) == glyphs.hue(12 + glyphs.HUES)
    assert {glyphs.hue(key) for key in range(glyphs.HUES)} == set(range(1, glyphs.HUES + 1))
    assert "av-none" in drawn("{% avatar '' %}")


def test_names_are_text_never_markup():
    html = drawn("{% avatar name 3 %}{% icon 'send' label=name %}", name='"><script>alert(1)</script>')

    assert "<script" not in html
    assert '""' not in html


def test_what_only_a_picture_says_has_words():
    assert 'aria-label="Urgent priority"' in drawn("{% priority 'urgent' %}")
    with translation.override("id"):
        assert "aria-label=" in drawn("{% priority 'urgent' %}")


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        pytest.param(timedelta(seconds=20), "now", id="seconds"),
        pytest.param(timedelta(minutes=10, seconds=5), "10 min", id="minutes"),
        pytest.param(timedelta(hours=3), "11.00", id="earlier today"),
        pytest.param(timedelta(days=2), "Fri", id="this week"),
        pytest.param(timedelta(days=40), "13 Oct", id="this year"),
        pytest.param(timedelta(days=400), "18 Oct 2025", id="another year"),
    ],
)
def test_lists_say_how_long_ago_in_few_letters(monkeypatch, ago, words):
    now = datetime(2026, 11, 22, 14, 0, tzinfo=JAKARTA)
    monkeypatch.setattr(timezone, "now", lambda: now)

    with timezone.override(JAKARTA):
        assert times.ago_words(now - ago) == words


def test_times_are_written_as_in_an_indonesian_office():
    at = datetime(2026, 11, 19, 2, 58, tzinfo=ZoneInfo("UTC"))

    with timezone.override(JAKARTA):
        assert times.clock_time(at) == "09.58"
        assert times.day(at) == "19 Nov 2026"


def test_keys_are_drawn_as_caps_that_a_script_can_rename():
    html = drawn("{% keys 'mod shift r' %}")

    assert '<kbd data-cap="mod">Ctrl</kbd>' in html
    assert '<kbd data-cap="r">R</kbd>' in html


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("something else", "something else"),
        ("", "?"),
    ],
    ids=["edge", "firefox", "phone", "unknown", "nothing"],
)
def test_a_session_is_named_by_what_people_call_their_browser(agent, name):
    assert browser_name(agent) == name


def test_scripts_find_every_word_they_say():
    import re

    from helpdesk.assets import built

    said = {
        (file.name, key)
        for file in (built.SOURCES / "js").rglob("*.js")
        if "widget" not in file.parts  # which has words of its own: tests/channels_in/webchat/test_script.py
        for key in re.findall(r'\b(?:say|wordsOf)\("(\w+)"', file.read_text())
    }

    assert {(file, key) for file, key in said if key not in words.for_the_browser()} == set()
