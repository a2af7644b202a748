"""A try that is refused costs nothing."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from channels_in import counting as counter
from channels_in.form import limits
from channels_in.rate import Limit
from tests.channels_in.form.visitor import a_form, send


@pytest.fixture(params=["together", "alone"])
def counting(request, monkeypatch, settings):
    """By all processes together, or by each alone while there is no Valkey."""
    from redis.exceptions import ConnectionError as Gone

    def gone(*_: object, **__: object) -> None:
        raise Gone("no Valkey")

    cache.clear()
    if request.param == "alone":
        monkeypatch.setattr(counter.cache, "add", gone)


def limited(monkeypatch, **known: tuple[Limit, ...]) -> None:
    for name, few in known.items():
        monkeypatch.setattr(limits, name, few)
        monkeypatch.setitem(counter._alone, few, counter.Rate(few))


def test_who_presses_again_and_again_waits_for_no_longer(client, db, counting, monkeypatch):
    limited(monkeypatch, PER_VISITOR=(Limit(2, 60), Limit(4, 3600)))
    form = a_form()
    for n in range(9):
        last = send(client, form, text=f"{n}")

    assert last.status_code == 429
    assert int(last["Retry-After"]) <= 60


def test_a_busy_form_is_not_held_against_its_visitors(client, db, counting, monkeypatch):
    limited(monkeypatch, PER_VISITOR=(Limit(3, 3600),), PER_FORM=(Limit(1, 60),))
    busy, other = a_form(), a_form()
    for n in range(4):
        send(client, busy, text=f"{n}")
    monkeypatch.setattr(limits, "PER_FORM", few := (Limit(99, 60),))
    monkeypatch.setitem(counter._alone, few, counter.Rate(few))

    answers = [send(client, busy, text=f"later {n}").status_code for n in range(3)]

    assert answers == [302, 302, 429]
    assert send(client, other, text="x").status_code == 302


def test_one_visitor_cannot_send_without_end_and_another_still_can(client, form, monkeypatch):
    monkeypatch.setattr(limits, "PER_VISITOR", (Limit(2, 60),))

    answers = [send(client, form, text=f"{n}") for n in range(3)]
    other = client.post(
        f"/forms/{form.token}/",
        {"name": "B", "email": "b@people.example", "text": "B"},
        REMOTE_ADDR="203.0.113.9",
    )

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert int(answers[2]["Retry-After"]) >= 1
    assert ">2<" in answers[2].content.decode() or "2</textarea>" in answers[2].content.decode()
    assert other.status_code == 302


def test_all_visitors_together_cannot_flood_a_form(client, form, monkeypatch):
    monkeypatch.setattr(limits, "PER_FORM", (Limit(3, 60),))

    answers = [
        client.post(
            f"/forms/{form.token}/",
            {"name": "B", "email": "b@people.example", "text": f"{n}"},
            REMOTE_ADDR=f"203.0.113.{n}",
        ).status_code
        for n in range(5)
    ]

    assert answers == [302, 302, 302, 429, 429]


def test_who_says_that_others_forwarded_it_is_still_counted_as_themselves(client, form, monkeypatch):
    """N22."""
    monkeypatch.setattr(limits, "PER_VISITOR", (Limit(2, 60),))

    answers = [
        client.post(
            f"/forms/{form.token}/",
            {"name": "B", "email": "b@people.example", "text": f"{n}"},
            headers={"X-Forwarded-For": f"198.51.100.{n}", "CF-Connecting-IP": f"198.51.100.{n}"},
        ).status_code
        for n in range(3)
    ]

    assert answers[-1] == 429


def test_the_limits_hold_without_the_cache(client, form, monkeypatch, settings):
    from redis.exceptions import ConnectionError as Gone

    def gone(*_: object, **__: object) -> None:
        raise Gone("no Valkey")

    monkeypatch.setattr(counter.cache, "add", gone)
    few = (Limit(2, 60),)
    monkeypatch.setattr(limits, "PER_VISITOR", few)
    monkeypatch.setitem(counter._alone, few, counter.Rate(few))

    assert [send(client, form, text=f"{n}").status_code for n in range(3)] == [302, 302, 429]
