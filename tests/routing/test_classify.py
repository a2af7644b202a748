import json

import pytest

from helpdesk.lib.faults import FaultyData
from routing.classify import Rule, classify
from routing.conditions import parse_conditions
from routing.rule_actions import ACTION_KINDS, check_actions, parse_actions
from routing.snapshot import Snapshot

TICKET = Snapshot(subject="Minta refund", text="Barang rusak", channel_kind="mail", customer_tier="gold")


def when(kind, op, value):
    return {"kind": kind, "op": op, "value": value}


def a_rule(number, conditions, *actions, stops=False, is_active=True):
    return Rule(
        id=number,
        name=f"Rule {number}",
        conditions=parse_conditions(conditions),
        actions=parse_actions([{"do": do, "to": to} for do, to in actions]),
        stops=stops,
        is_active=is_active,
    )


REFUND = when("message", "contains_any", ["refund*"])
DAMAGED = when("message", "contains_any", ["rusak"])
PLATINUM = when("customer_tier", "equals", "platinum")


def test_actions_of_a_matching_rule_are_collected():
    rule = a_rule(
        1, REFUND, ("set_category", "refund"), ("set_priority", "high"), ("set_team", 4), ("add_tag", "uang")
    )

    decided = classify(TICKET, [rule])

    assert (decided.category, decided.priority, decided.team, decided.tags) == (
        "refund",
        "high",
        4,
        ("uang",),
    )


def test_without_a_match_nothing_is_decided():
    decided = classify(TICKET, [a_rule(1, PLATINUM, ("set_team", 4))])

    assert (decided.category, decided.priority, decided.team, decided.tags) == (None, None, None, ())
    assert decided.matched == ()


def test_the_first_match_ends_the_list_when_the_rule_says_so():
    rules = [
        a_rule(1, REFUND, ("set_category", "refund"), stops=True),
        a_rule(2, DAMAGED, ("set_team", 4)),
    ]

    decided = classify(TICKET, rules)

    assert decided.team is None
    assert [looked.outcome for looked in decided.trace] == ["matched", "not_reached"]


def test_otherwise_all_matches_add_up():
    rules = [
        a_rule(1, REFUND, ("set_category", "refund")),
        a_rule(2, DAMAGED, ("set_team", 4), ("add_tag", "rusak")),
    ]

    decided = classify(TICKET, rules)

    assert (decided.category, decided.team, decided.tags) == ("refund", 4, ("rusak",))
    assert [(one.field, one.rule) for one in decided.settled] == [("category", 1), ("team", 2), ("tags", 2)]


def test_a_stop_without_a_match_stops_nothing():
    rules = [a_rule(1, PLATINUM, ("set_team", 9), stops=True), a_rule(2, REFUND, ("set_team", 4))]

    assert classify(TICKET, rules).team == 4


def test_what_an_earlier_rule_settled_stands_and_the_later_one_is_named_as_overridden():
    rules = [a_rule(1, REFUND, ("set_category", "refund")), a_rule(2, DAMAGED, ("set_category", "damaged"))]

    decided = classify(TICKET, rules)

    assert decided.category == "refund"
    [overridden] = decided.trace[1].overridden
    assert (overridden.field, overridden.to, overridden.rule) == ("category", "damaged", 1)


def test_later_rules_see_what_earlier_ones_decided():
    rules = [
        a_rule(1, REFUND, ("set_category", "refund"), ("add_tag", "uang")),
        a_rule(2, when("category", "equals", "refund"), ("set_team", 4)),
        a_rule(3, when("tags", "has_any", ["uang"]), ("set_priority", "urgent")),
    ]

    decided = classify(TICKET, rules)

    assert (decided.team, decided.priority) == (4, "urgent")


def test_an_inactive_rule_is_listed_and_does_nothing():
    decided = classify(TICKET, [a_rule(1, REFUND, ("set_team", 4), is_active=False)])

    assert decided.team is None
    assert decided.trace[0].outcome == "inactive"


def test_the_same_tag_twice_is_one_tag_of_the_first_rule():
    rules = [a_rule(number, REFUND, ("add_tag", "uang")) for number in (1, 2)]

    decided = classify(TICKET, rules)

    assert decided.tags == ("uang",)
    assert [one.rule for one in decided.settled] == [1]


def test_the_stored_form_says_why_each_rule_matched_or_not():
    rules = [a_rule(1, PLATINUM, ("set_team", 9)), a_rule(2, REFUND, ("set_team", 4))]

    decided = classify(TICKET, rules)

    assert [one.as_data() for one in decided.settled] == [{"field": "team", "to": 4, "rule": 2}]
    trace = json.loads(json.dumps([one.as_data() for one in decided.trace]))
    assert [(one["outcome"], one["reasons"][0]["found"]) for one in trace] == [
        ("not_matched", ["gold"]), ("matched", ["refund"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({}, [("", "not_a_list")], id="no list"),
        pytest.param([], [("", "empty")], id="nothing to do"),
        pytest.param(["x"], [("0", "not_an_action")], id="no action"),
        pytest.param([{"do": "explode", "to": 1}], [("0.do", "kind_unknown")], id="unknown"),
        pytest.param([{"do": "set_team"}], [("0.to", "missing")], id="no value"),
        pytest.param([{"do": "set_team", "to": "VIP"}], [("0.to", "not_a_number")], id="a team by name"),
        pytest.param(
            [{"do": "set_priority", "to": "asap"}], [("0.to", "choice_unknown")], id="no such priority"
        ),
        pytest.param([{"do": "add_tag", "to": " "}], [("0.to", "empty")], id="an empty tag"),
        pytest.param([{"do": "add_tag", "to": "x" * 101}], [("0.to", "text_too_long")], id="a long tag"),
        pytest.param([{"do": "add_tag", "to": "x", "if": 1}], [("0.if", "key_unknown")], id="a key too many"),
        pytest.param([{"do": "add_tag", "to": "x"}] * 21, [("", "too_many")], id="too many"),
        pytest.param(
            [{"do": "set_team", "to": 1}, {"do": "set_team", "to": 2}],
            [("1.do", "set_twice")],
            id="set twice",
        ),
    ],
)
def test_faulty_actions_are_named_by_code_and_place(data, expected):
    assert [(fault.path, fault.code) for fault in check_actions(data)] == expected
    with pytest.raises(FaultyData):
        parse_actions(data)


def test_every_action_sets_a_field_that_rules_can_read():
    assert {kind.sets for kind in ACTION_KINDS.values()} <= set(Snapshot.__dataclass_fields__)


def test_actions_come_back_as_they_were_stored():
    stored = [{"do": "set_category", "to": "refund"}, {"do": "add_tag", "to": "uang"}]

    assert [action.as_data() for action in parse_actions(stored)] == stored
