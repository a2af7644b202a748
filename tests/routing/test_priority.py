import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.lib.faults import FaultyData
from routing.priority import priority_of, score
from routing.priority_scheme import DEFAULT, check_scheme, parse_scheme
from routing.snapshot import Snapshot

SCHEME = parse_scheme(
    {
        "tiers": {"gold": 40},
        "channels": {"whatsapp": 10},
        "categories": {"damaged": 5},
        "keywords": [{"code": "money", "points": 25, "phrases": ["refund*", "uang kembali"]}],
        "reopened": 20,
        "thresholds": {"normal": 20, "high": 50, "urgent": 80},
    }
)


def points(**fields):
    return {one.source: one.points for one in score(Snapshot(**fields), SCHEME).contributions}


def test_tier_and_keyword_and_channel_add_up_to_a_priority():
    made = score(Snapshot(customer_tier="gold", text="minta refund", channel_kind="whatsapp"), SCHEME)

    assert [(one.source, one.code, one.points) for one in made.contributions] == [
        ("tier", "gold", 40), ("keyword", "money", 25), ("channel", "whatsapp", 10)
    ]  # fmt: skip
    assert (made.total, made.priority) == (75, "high")


def test_a_group_of_keywords_counts_once_and_names_what_it_found():
    [keyword] = score(Snapshot(subject="Refund", text="refundnya, uang kembali!"), SCHEME).contributions

    assert (keyword.points, keyword.found) == (25, "refund")


def test_a_category_counts_with_its_own_points_and_the_schemes():
    assert points(category="damaged", category_points=30) == {"category": 35}
    assert points(category_points=30) == {}


def test_a_reopened_ticket_counts_more():
    assert points(is_reopened=True) == {"reopened": 20}


@pytest.mark.parametrize(
    ("total", "priority"),
    [(-5, "low"), (19, "low"), (20, "normal"), (49, "normal"), (50, "high"), (79, "high"), (80, "urgent")],
)
def test_thresholds_begin_at_their_points(total, priority):
    assert priority_of(total, SCHEME) == priority


def test_the_scheme_we_start_with_is_sound_and_sensible():
    scheme = parse_scheme({})

    assert check_scheme(dict(DEFAULT)) == []
    assert (
        score(Snapshot(customer_tier="standard", text="Kapan barang dikirim?"), scheme).priority == "normal"
    )
    assert score(Snapshot(customer_tier="gold", text="I want a refund"), scheme).priority == "high"
    assert score(Snapshot(customer_tier="standard", text="Kabelnya terbakar!"), scheme).priority == "urgent"


def test_a_score_is_stored_with_everything_it_is_made_of():
    made = score(Snapshot(customer_tier="gold"), SCHEME)

    assert (made.total, made.priority) == (40, "normal")
    assert json.loads(json.dumps([one.as_data() for one in made.contributions])) == [
        {"source": "tier", "code": "gold", "points": 40, "found": ""}
    ]


snapshots = st.builds(
    Snapshot,
    customer_tier=st.sampled_from(["", "gold", "platinum"]),
    channel_kind=st.sampled_from(["mail", "whatsapp"]),
    category=st.sampled_from(["", "damaged"]),
    category_points=st.integers(-50, 50),
    text=st.sampled_from(["halo", "refund", "uang kembali"]),
    is_reopened=st.booleans(),
)


@given(snapshots)
def test_the_contributions_are_the_score_and_it_can_be_computed_again(snapshot):
    made = score(snapshot, SCHEME)

    assert made.total == sum(one.points for one in made.contributions)
    assert all(one.points for one in made.contributions)
    assert score(replace(snapshot), SCHEME) == made


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param([], [("", "not_an_object")], id="no object"),
        pytest.param({"mood": 1}, [("mood", "key_unknown")], id="unknown part"),
        pytest.param({"tiers": {"gold": "40"}}, [("tiers.gold", "not_a_number")], id="points as text"),
        pytest.param({"tiers": {"gold": 1001}}, [("tiers.gold", "number_out_of_range")], id="out of range"),
        pytest.param({"channels": []}, [("channels", "not_an_object")], id="a table that is none"),
        pytest.param({"reopened": True}, [("reopened", "not_a_number")], id="yes is no number"),
        pytest.param({"keywords": {}}, [("keywords", "not_a_list")], id="groups that are no list"),
        pytest.param(
            {"keywords": [{"code": "x"}]}, [("keywords.0", "not_a_keyword_group")], id="half a group"
        ),
        pytest.param(
            {"keywords": [{"code": "", "points": 1, "phrases": ["ok", "*"]}]},
            [("keywords.0.code", "not_a_text"), ("keywords.0.phrases.1", "star_too_short")],
            id="a nameless group with a lone star",
        ),
        pytest.param(
            {"keywords": [{"code": "x", "points": 1, "phrases": []}]},
            [("keywords.0.phrases", "not_a_list")],
            id="no words",
        ),
        pytest.param({"waiting": []}, [("waiting", "key_unknown")], id="points that nothing gives"),
        pytest.param({"keywords": [{}] * 51}, [("keywords", "too_many")], id="too many groups"),
        pytest.param(
            {"thresholds": {"normal": 1}}, [("thresholds", "thresholds_incomplete")], id="one threshold"
        ),
        pytest.param(
            {"thresholds": {"normal": 50, "high": 50, "urgent": 80}},
            [("thresholds", "thresholds_not_rising")],
            id="level",
        ),
    ],
)
def test_a_faulty_scheme_is_named_by_code_and_place(data, expected):
    assert [(fault.path, fault.code) for fault in check_scheme(data)] == expected
    with pytest.raises(FaultyData):
        parse_scheme(data or ["not a scheme"])
