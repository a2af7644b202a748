import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.conditions import KINDS, check_conditions, evaluate, parse_conditions
from routing.snapshot import Snapshot

TICKET = Snapshot(
    subject="Sofa datang rusak",
    text="Kakinya patah, saya minta refund.",
    channel=3,
    channel_kind="mail",
    customer_tier="gold",
    organisation=None,
    language="id",
    category="damaged",
    priority="high",
    status="open",
    team=7,
    tags=frozenset({"VIP", "sofa"}),
    is_first_message=False,
    from_address="Sari@Example.co.id",
    is_open=False,
    hour=22,
    waiting_minutes=90,
    previous={"customer_tier": "silver"},
)


def leaf(kind, op, value=None):
    made = {"kind": kind, "op": op}
    return made if value is None else {**made, "value": value}


def holds(data, ticket=TICKET):
    return evaluate(parse_conditions(data), ticket).holds


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(
            leaf("message", "contains_any", ["garansi", "refund*"]), True, id="any word of subject or text"
        ),
        pytest.param(leaf("message", "contains_all", ["rusak", "refund"]), True, id="all words"),
        pytest.param(leaf("message", "contains_all", ["rusak", "garansi"]), False, id="not all words"),
        pytest.param(leaf("subject", "contains_any", ["refund"]), False, id="the subject only"),
        pytest.param(leaf("text", "contains_any", ["rusak"]), False, id="the text only"),
        pytest.param(leaf("text", "matches", r"minta\s+\w+"), True, id="a pattern"),
        pytest.param(leaf("subject", "equals", "sofa DATANG rusak"), True, id="the whole subject"),
        pytest.param(leaf("channel", "equals", 3), True, id="channel"),
        pytest.param(leaf("channel", "not_in", [3, 4]), False, id="not a channel"),
        pytest.param(leaf("channel_kind", "in", ["mail", "form"]), True, id="kind of channel"),
        pytest.param(leaf("customer_tier", "in", ["gold", "platinum"]), True, id="tier"),
        pytest.param(leaf("organisation", "is_empty"), True, id="no organisation"),
        pytest.param(leaf("organisation", "not_in", [5]), True, id="none is not one of them"),
        pytest.param(leaf("organisation", "in", [5]), False, id="none is none of them"),
        pytest.param(leaf("language", "equals", "en"), False, id="language"),
        pytest.param(leaf("category", "equals", "damaged"), True, id="complaint type"),
        pytest.param(leaf("priority", "in", ["urgent"]), False, id="priority"),
        pytest.param(leaf("status", "equals", "open"), True, id="status"),
        pytest.param(leaf("team", "is_set"), True, id="has a team"),
        pytest.param(leaf("tags", "has_any", ["vip", "meja"]), True, id="a tag, whatever its case"),
        pytest.param(leaf("tags", "has_all", ["vip", "meja"]), False, id="not both tags"),
        pytest.param(leaf("tags", "is_empty"), False, id="has tags"),
        pytest.param(leaf("from_address", "in", ["sari@example.co.id"]), True, id="an address"),
        pytest.param(leaf("from_address", "in", ["@example.co.id"]), True, id="a domain"),
        pytest.param(leaf("from_address", "in", ["@co.id"]), False, id="a domain is not its suffix"),
        pytest.param(leaf("is_first_message", "equals", False), True, id="not the first message"),
        pytest.param(leaf("is_reopened", "equals", True), False, id="not reopened"),
        pytest.param(leaf("is_open", "equals", False), True, id="outside opening hours"),
        pytest.param(leaf("hour", "greater", 21), True, id="late in the evening"),
        pytest.param(leaf("hour", "less", 22), False, id="less is not equal"),
        pytest.param(leaf("waiting_minutes", "equals", 90), True, id="a number"),
        pytest.param(leaf("previous.customer_tier", "equals", "silver"), True, id="the value before"),
        pytest.param(leaf("previous.priority", "is_set"), False, id="did not change"),
    ],
)
def test_each_kind_of_condition(condition, expected):
    assert holds(condition) is expected


def test_every_kind_in_the_table_reads_an_empty_snapshot_with_every_operator():
    asked = {
        "contains_any": ["kata"], "contains_all": ["kata"], "matches": "x", "greater": 1, "less": 1,
        "has_any": ["x"], "has_all": ["x"], "is_empty": None, "is_set": None,
    }  # fmt: skip
    for kind, operator in [(one, op) for one in KINDS.values() for op in one.operators]:
        values = itertools.chain([asked.get(operator)], [kind.choices[:1] or None, 1, True, "x", "a@b.c"])
        wanted = [
            leaf(kind.code, operator, value)
            for raw in values
            for value in (
                raw,
                raw[0] if isinstance(raw, tuple) else raw,
                list(raw) if isinstance(raw, tuple) else [raw],
            )
        ]

        sound = [condition for condition in wanted if not check_conditions(condition)]

        assert sound, (kind.code, operator)
        assert holds(sound[0], Snapshot()) in {True, False}


def test_no_conditions_always_hold():
    assert holds({})


def test_reasons_say_what_was_found():
    data = {
        "all": [leaf("message", "contains_any", ["refund*", "rusak"]), leaf("customer_tier", "in", ["gold"])]
    }

    verdict = evaluate(parse_conditions(data), TICKET)

    assert [reason.as_data() for reason in verdict.reasons] == [
        {
            "path": "all.0",
            "kind": "message",
            "op": "contains_any",
            "held": True,
            "found": ["refund", "rusak"],
        },
        {"path": "all.1", "kind": "customer_tier", "op": "in", "held": True, "found": ["gold"]},
    ]


def test_when_all_are_asked_the_first_that_fails_is_the_reason_with_the_value_that_stood_against_it():
    data = {"all": [leaf("channel_kind", "equals", "mail"), leaf("customer_tier", "equals", "platinum")]}

    verdict = evaluate(parse_conditions(data), TICKET)

    assert [(reason.path, reason.held, reason.found) for reason in verdict.reasons] == [
        ("all.1", False, ("gold",))
    ]


def test_reasons_never_quote_more_of_the_customers_words_than_was_found():
    for condition in (
        leaf("message", "contains_any", ["garansi"]),
        leaf("subject", "equals", "x"),
        leaf("from_address", "in", ["@x.y"]),
    ):
        [reason] = evaluate(parse_conditions(condition), TICKET).reasons
        assert reason.found == ()


def test_a_hostile_pattern_stays_linear():
    slow_elsewhere = parse_conditions(leaf("text", "matches", "(a+)+$"))
    begin = time.process_time()

    evaluate(slow_elsewhere, Snapshot(text="a" * 100_000 + "b"))

    assert time.process_time() - begin < 0.5


ATOMS = [
    (leaf("channel_kind", "equals", "mail"), True), (leaf("customer_tier", "equals", "platinum"), False),
    (leaf("message", "contains_any", ["rusak"]), True), (leaf("hour", "less", 5), False),
]  # fmt: skip


def trees(depth):
    atoms = st.sampled_from(ATOMS)
    if not depth:
        return atoms
    inner = trees(depth - 1)
    groups = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        atoms,
        inner.map(lambda one: ({"not": one[0]}, not one[1])),
        groups.map(lambda many: ({"all": [one[0] for one in many]}, all(one[1] for one in many))),
        groups.map(lambda many: ({"any": [one[0] for one in many]}, any(one[1] for one in many))),
    )


@given(trees(3))
def test_groups_follow_logic_and_their_reasons_suffice(tree):
    data, expected = tree

    verdict = evaluate(parse_conditions(data), TICKET)

    assert verdict.holds is expected
    assert verdict.reasons


def test_all_of_some_tags_are_there_whatever_their_case():
    has_all = parse_conditions({"kind": "tags", "op": "has_all", "value": ["vip", "rush"]})

    assert evaluate(has_all, Snapshot(tags=frozenset(["VIP", "vip", "Rush"]))).holds
    assert not evaluate(has_all, Snapshot(tags=frozenset(["VIP", "vip"]))).holds
