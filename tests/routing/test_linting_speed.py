"""Two hundred rules of ten words are looked through in less than a second."""

import random
import time
from dataclasses import replace

from routing.linting import lint
from tests.routing.rulebook import book, rule, words


def two_hundred():
    draw = random.Random(20)
    vocabulary = [f"kata{n}" for n in range(600)]
    return book(
        *(
            rule(words(*draw.sample(vocabulary, 10)), ("set_category", f"c{n % 12}"), ("set_team", n % 7 + 1))
            for n in range(200)
        )
    )


def test_many_rules_are_looked_through_quickly():
    rules = two_hundred()
    begun = time.process_time()

    found = lint(rules)

    assert time.process_time() - begun < 1.0
    assert found == []


def test_what_a_glance_takes_apart_is_apart():
    """The one rule among two hundred that comes too late is still found."""
    rules = two_hundred()
    [early] = book(rule(words("paket*", "kiriman"), ("set_team", 1)))
    [late] = book(rule(words("paketku"), ("set_team", 2)))
    rules = [one(early, 900), *rules, one(late, 901)]

    assert [(finding.code, finding.rule) for finding in lint(rules)] == [("forestalled", 901)]


def one(rule, key):
    return replace(rule, id=key)
