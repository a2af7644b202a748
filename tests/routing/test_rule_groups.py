"""A rule is written with groups in groups, in steps; opened and saved it stays what it was."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from routing.forms.condition_edits import edit
from routing.forms.condition_tree import Flat, flat, nested
from routing.models import RoutingRule
from tests.builders import a_rule, an_admin
from tests.routing.rulebook import every, no, some, when, words
from tests.routing.test_rule_values import _as_posted
from tests.routing.test_settings_pages import rule_form

pytestmark = pytest.mark.django_db

GOLD = when("customer_tier", "in", ["gold", "platinum"])
LATE = when("is_open", "equals", False)
TREE = every(
    words("rusak"), no(some(GOLD, no(every(LATE, when("hour", "greater", 20))))), when("tags", "is_set")
)
TAG = [{"do": "add_tag", "to": "x"}]


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def opened(client, rule):
    page = client.get(reverse("settings:rule", args=[rule.pk]))
    editor = page.context["editor"]
    form = {"is_active": "on"}
    for part in (editor.form, editor.conditions, editor.groups, editor.actions):
        form |= _as_posted(part)
    return form


def drawn(branch):
    """What is drawn, as the conditions would say it."""
    return [drawn(node) if hasattr(node, "nodes") else node["kind"].value() for node in branch.nodes]


def test_groups_within_groups_are_saved_as_they_were_written(admin):
    rows = [
        {"kind": "message", "op": "contains_any", "value": "rusak", "place": 0},
        {"kind": "customer_tier", "op": "in", "value": "Gold", "within": "0", "place": 0},
        {"kind": "is_open", "op": "equals", "value": "no", "within": "1", "place": 0},
        {"kind": "hour", "op": "greater", "value": "20", "within": "1", "place": 1, "negates": "on"},
    ]
    groups = [
        {"holds_when": "any", "place": 1, "negates": "on"},
        {"holds_when": "all", "place": 1, "within": "0"},
    ]

    admin.post(reverse("settings:new-rule"), rule_form(rows, TAG, groups))

    inner = every(LATE, no(when("hour", "greater", 20)))
    assert RoutingRule.objects.get().conditions == every(
        words("rusak"), no(some(when("customer_tier", "in", ["gold"]), inner))
    )


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(TREE, id="three deep, with negations"),
        pytest.param(some(GOLD, every(LATE, GOLD)), id="any"),
        pytest.param({}, id="every ticket"),
    ],
)
def test_opening_and_saving_changes_no_group(admin, tree):
    rule = a_rule(tree, *TAG)

    admin.post(reverse("settings:rule", args=[rule.pk]), opened(admin, rule) | {"name": "Renamed"})

    rule.refresh_from_db()
    assert (rule.name, rule.conditions) == ("Renamed", tree)


@pytest.mark.parametrize(
    ("tree", "kept"),
    [
        pytest.param(GOLD, every(GOLD), id="one condition"),
        pytest.param(no(GOLD), every(no(GOLD)), id="one that is denied"),
        pytest.param(no(some(GOLD, LATE)), every(no(some(GOLD, LATE))), id="all of it denied"),
        pytest.param(every(no(no(GOLD))), every(GOLD), id="denied twice"),
    ],
)
def test_what_a_file_wrote_shorter_is_kept_in_its_meaning(admin, tree, kept):
    rule = a_rule(tree, *TAG)

    admin.post(reverse("settings:rule", args=[rule.pk]), opened(admin, rule))

    rule.refresh_from_db()
    assert rule.conditions == kept


def test_a_step_saves_nothing_and_keeps_what_was_typed(admin):
    rule = a_rule(every(words("rusak")), *TAG, name="Damaged")
    form = opened(admin, rule) | {"name": "Half a na", "edit": "group:"}

    page = admin.post(reverse("settings:rule", args=[rule.pk]), form)

    editor = page.context["editor"]
    assert page.status_code == 200
    assert editor.form["name"].value() == "Half a na"
    assert drawn(editor.tree()) == ["message", [None]]
    rule.refresh_from_db()
    assert rule.name == "Damaged"


def test_a_step_by_a_script_is_answered_with_the_conditions_alone(admin):
    form = rule_form([], TAG) | {"edit": "condition:"}

    page = admin.post(reverse("settings:new-rule"), form, headers={"HX-Request": "true"}).content.decode()

    assert page.lstrip().startswith("<fieldset")
    assert 'name="when-0-kind"' in page


def test_another_kind_brings_its_own_ways_and_choices(admin):
    rows = [{"was": "message", "kind": "customer_tier", "op": "contains_any", "value": "rusak"}]

    page = admin.post(reverse("settings:new-rule"), rule_form(rows, TAG) | {"edit": "look"})

    [row] = page.context["editor"].conditions
    assert [row["op"].value(), row["value"].value()] == ["equals", ""]
    assert [one.name for one in row.options] == ["Standard", "Silver", "Gold", "Platinum"]


def test_an_empty_group_is_refused_where_it_stands(admin):
    page = admin.post(reverse("settings:new-rule"), rule_form([], TAG, [{"holds_when": "any"}]))

    assert page.status_code == 422
    assert "Nothing stands in this group" in page.content.decode()
    assert not RoutingRule.objects.exists()


def test_a_group_goes_with_all_that_is_in_it():
    begins = flat({})
    for command in ("condition:", "group:", "group:0", "group:", "drop-group:0"):
        begins = edit(begins, command)

    assert [row["within"] for row in begins.rows] == ["", "0"]
    assert len(begins.groups) == 1


@pytest.mark.parametrize(
    "command", ["drop-row:9", "drop-group:-1", "condition:²", "group:99", "no:1", ":", ""]
)
def test_a_step_that_nobody_offered_changes_nothing(command):
    begins = Flat(rows=[{"within": "7", "place": "x"}], groups=[{"within": "0", "holds_when": "all"}])

    assert len(edit(begins, command).rows) == 1


leaf = st.sampled_from([GOLD, LATE, words("a"), no(GOLD)])
trees = st.recursive(
    leaf,
    lambda inner: st.builds(
        lambda word, nodes, denied: no({word: nodes}) if denied else {word: nodes},
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=1, max_size=3),
        st.booleans(),
    ),
    max_leaves=12,
)


@given(
    st.builds(lambda word, nodes: {word: nodes}, st.sampled_from(["all", "any"]), st.lists(trees, min_size=1))
)
def test_every_tree_goes_into_rows_and_comes_back(tree):
    begins = flat(tree)
    rows = [{**row, "leaf": no(row["leaf"]) if row["negates"] else row["leaf"]} for row in begins.rows]

    assert nested(begins.holds_when, begins.groups, rows) == tree
