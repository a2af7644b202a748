"""What makes one set of rules another one."""

import pytest

from routing.rule_changes import changes_between


def rules(order, **changed):
    entry = {"is_active": True, "stops": False, "conditions": {}, "actions": []}
    return [
        {**entry, "id": ord(key), "version": n, "name": key, **changed.get(key, {})}
        for n, key in enumerate(order)
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        pytest.param("abc", "abc", [], id="the same"),
        pytest.param("", "a", [("a", "added")], id="the first"),
        pytest.param("ab", "a", [("b", "removed")], id="one is gone"),
        pytest.param("abc", "bca", [("a", "moved")], id="the first goes last"),
        pytest.param("abcd", "dabc", [("d", "moved")], id="the last goes first"),
        pytest.param("abc", "axbc", [("x", "added")], id="a new one moves nobody"),
        pytest.param("abc", "bc", [("a", "removed")], id="nor does one that goes"),
        pytest.param("abcd", "badc", 2, id="two pairs change places"),
        pytest.param("abcde", "edcba", 4, id="all the other way round"),
    ],
)
def test_the_fewest_changes_are_named(old, new, found):
    changes = [(one.name, one.what) for one in changes_between(rules(old), rules(new))]

    assert changes == found if isinstance(found, list) else len(changes) == found


def test_what_is_different_of_a_rule_is_named():
    new = rules("ab", b={"stops": True, "name": "c"})

    [change] = changes_between(rules("ab"), new)

    assert (change.name, change.fields) == ("c", ("name", "stops"))
