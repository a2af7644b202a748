"""Whatever the linter says of random rules is so for random tickets."""

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from routing.classify import classify
from routing.conditions import evaluate
from routing.linting import lint
from routing.snapshot import Snapshot
from tests.routing.rulebook import book, rule, when

WORDS = ["kirim", "pengiriman", "mengirim", "refund", "refunds", "uang", "kembali", "uang kembali"]
PHRASES = [*WORDS, "kirim*", "*kirim", "*kirim*", "refund*", "uang kembali*", "*ang kembali"]
TAGS = ["vip", "VIP", "x"]
TIERS = ["standard", "silver", "gold", "platinum"]
PRIORITIES = ["low", "normal", "high", "urgent"]
CATEGORIES = ["a", "b"]
SENDERS = ["a@x.id", "b@x.id", "a@y.id", "@x.id", "@y.id"]


def several(values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


def leaf(kinds, ops, values):
    return st.builds(when, st.sampled_from(kinds), st.sampled_from(ops), values)


LEAVES = st.one_of(
    leaf(["message", "subject", "text"], ["contains_any", "contains_all"], several(PHRASES)),
    leaf(["subject", "message", "text", "tags", "category", "team"], ["is_empty", "is_set"], st.none()),
    leaf(["subject"], ["equals"], st.sampled_from(WORDS)),
    leaf(["text"], ["matches"], st.sampled_from(["kirim", "re.*"])),
    leaf(["customer_tier"], ["in", "not_in"], several(TIERS)),
    leaf(["priority"], ["in", "not_in"], several(PRIORITIES)),
    leaf(["category"], ["in", "not_in"], several(CATEGORIES)),
    leaf(["team"], ["in", "not_in"], several([1, 2])),
    leaf(["tags"], ["has_any", "has_all"], several(TAGS)),
    leaf(["from_address"], ["in"], several(SENDERS)),
    leaf(["is_open", "is_reopened"], ["equals"], st.booleans()),
    leaf(["hour", "waiting_minutes"], ["greater", "less", "equals"], st.sampled_from([0, 1, 1.5, 2, 22, 23])),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda nodes: {"all": nodes}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda nodes: {"any": nodes}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda node: {"not": node}, inner),
    ),
    max_leaves=5,
).filter(lambda tree: _depth(tree) <= 3)


def _depth(tree):
    inner = tree.get("all") or tree.get("any") or ([tree["not"]] if "not" in tree else [])
    return 1 + max(map(_depth, inner)) if inner else 0


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("set_priority"), st.sampled_from(PRIORITIES)),
        st.tuples(st.just("set_category"), st.sampled_from(CATEGORIES)),
        st.tuples(st.just("set_team"), st.sampled_from([1, 2])),
        st.tuples(st.just("add_tag"), st.sampled_from(TAGS)),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda action: action if action[0] == "add_tag" else action[0],
)
RULES = st.builds(
    lambda conditions, actions, stops: rule(conditions, *actions, stops=stops),
    st.one_of(TREES, LEAVES, st.just({})),
    ACTIONS,
    st.booleans(),
)
TEXTS = st.lists(st.sampled_from([*WORDS, "Kírim", "lain"]), max_size=3).map(" ".join)
SNAPSHOTS = st.builds(
    Snapshot,
    subject=TEXTS,
    text=TEXTS,
    customer_tier=st.sampled_from(["", *TIERS]),
    priority=st.sampled_from(PRIORITIES),
    category=st.sampled_from(["", *CATEGORIES]),
    team=st.sampled_from([None, 1, 2]),
    tags=st.frozensets(st.sampled_from(TAGS), max_size=3),
    from_address=st.sampled_from(["", "a@x.id", "B@X.id", "a@y.id", "c@y.id", "x.id"]),
    is_open=st.booleans(),
    is_reopened=st.booleans(),
    hour=st.sampled_from([0, 1, 2, 22, 23]),
    waiting_minutes=st.sampled_from([0, 1, 2, 3, 23]),
)


@settings(max_examples=600)
@given(st.lists(RULES, min_size=1, max_size=4), st.lists(SNAPSHOTS, min_size=20, max_size=40))
def test_what_is_said_of_rules_is_so_for_every_ticket(rules, snapshots):
    rules = book(*rules)
    for finding in lint(rules):
        event(finding.code)
        for snapshot in snapshots:
            assert_so(finding, rules, snapshot)


def assert_so(finding, rules, snapshot):
    decided = classify(snapshot, rules)
    matched = {looked.rule for looked in decided.matched}
    if finding.code in {"never", "never_reached", "settled_before"}:
        assert finding.rule not in matched
    elif finding.code == "forestalled":
        without = classify(snapshot, [one for one in rules if one.id != finding.rule])
        assert outcome(decided) == outcome(without)
    elif finding.code == "overridden":
        assert finding.rule not in {one.rule for one in decided.settled if one.field == finding.field}
    else:
        assert_turned(finding, rules, snapshot)


def assert_turned(finding, rules, snapshot):
    [one] = [one for one in rules if one.id == finding.rule]
    [set_to] = [action.to for action in one.actions if action.kind.sets == "priority"]
    assert not evaluate(one.conditions, replace(snapshot, priority=set_to)).holds


def outcome(decided):
    return decided.category, decided.priority, decided.team, decided.tags
