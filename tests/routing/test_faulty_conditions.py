import pytest

from helpdesk.lib.faults import FaultyData
from routing.conditions import check_conditions, parse_conditions


def leaf(kind, op, value):
    return {"kind": kind, "op": op, "value": value}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param([], [("", "not_a_condition")], id="a list"),
        pytest.param({"kind": "mood", "op": "is"}, [("kind", "kind_unknown")], id="unknown kind"),
        pytest.param({"kind": ["x"], "op": "is"}, [("kind", "kind_unknown")], id="a kind that is no text"),
        pytest.param(
            leaf("hour", "contains_any", ["x"]), [("op", "operator_unknown")], id="operator of another kind"
        ),
        pytest.param({"kind": "hour", "op": "less"}, [("value", "missing")], id="no value"),
        pytest.param(leaf("hour", "less", "9"), [("value", "not_a_number")], id="a number as text"),
        pytest.param(
            leaf("hour", "less", float("nan")), [("value", "number_out_of_range")], id="not a number at all"
        ),
        pytest.param(leaf("team", "is_set", 3), [("value", "value_not_wanted")], id="a value too many"),
        pytest.param(
            leaf("team", "in", [3, "x"]), [("value.1", "not_a_number")], id="the faulty entry is named"
        ),
        pytest.param(leaf("team", "in", 3), [("value", "not_a_list")], id="one instead of several"),
        pytest.param(leaf("team", "in", []), [("value", "empty")], id="one of nothing"),
        pytest.param(
            leaf("customer_tier", "in", ["diamond"]), [("value.0", "choice_unknown")], id="no such tier"
        ),
        pytest.param(leaf("is_open", "equals", "yes"), [("value", "not_yes_or_no")], id="yes in words"),
        pytest.param(
            leaf("from_address", "in", ["example.com"]), [("value.0", "not_an_address")], id="no at sign"
        ),
        pytest.param(
            leaf("text", "contains_any", ["ok", "*"]), [("value.1", "star_too_short")], id="a lone star"
        ),
        pytest.param(leaf("text", "matches", "(a"), [("value", "pattern_invalid")], id="a broken pattern"),
        pytest.param(
            leaf("text", "matches", r"(a)\1"), [("value", "pattern_invalid")], id="a pattern that looks back"
        ),
        pytest.param(
            leaf("text", "matches", "a" * 201), [("value", "pattern_too_long")], id="a long pattern"
        ),
        pytest.param(
            leaf("text", "contains_any", ["ab"] * 201), [("value", "too_many")], id="too many words"
        ),
        pytest.param({**leaf("hour", "less", 9), "x": 1}, [("x", "key_unknown")], id="a key too many"),
        pytest.param({"all": [], "any": []}, [("", "keys_do_not_mix")], id="all and any at once"),
        pytest.param({"any": []}, [("any", "empty")], id="an empty group"),
        pytest.param({"all": leaf("hour", "less", 9)}, [("all", "not_a_list")], id="a group that is no list"),
        pytest.param({"all": [leaf("hour", "less", 9)] * 51}, [("", "too_many")], id="too many conditions"),
        pytest.param(
            {"all": [{"any": [leaf("hour", "less", "x")]}, {"not": {"kind": "mood"}}]},
            [("all.0.any.0.value", "not_a_number"), ("all.1.not.kind", "kind_unknown")],
            id="every fault, wherever it stands",
        ),
    ],
)
def test_faulty_conditions_are_named_by_code_and_place(data, expected):
    assert [(fault.path, fault.code) for fault in check_conditions(data)] == expected
    with pytest.raises(FaultyData):
        parse_conditions(data)


def test_six_levels_are_allowed_and_a_seventh_is_not():
    six = {"all": [{"not": {"any": [{"not": {"all": [{"not": leaf("hour", "less", 9)}]}}]}}]}

    assert check_conditions(six) == []
    assert [fault.code for fault in check_conditions({"not": six})] == ["too_deep"]


def test_data_nested_without_end_is_refused_and_breaks_nothing():
    bottomless = leaf("hour", "less", 9)
    for _ in range(5_000):
        bottomless = {"not": bottomless}

    assert [fault.code for fault in check_conditions(bottomless)] == ["too_deep"]
