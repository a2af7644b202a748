"""What the linter says of a set of rules, case by case: (code, rule, the rules that make it so)."""

import pytest

from routing.linting import Names, lint
from tests.routing.rulebook import book, every, no, rule, some, when, words

TAG = ("add_tag", "x")
URGENT, HIGH, LOW = (("set_priority", level) for level in ("urgent", "high", "low"))
TEAM_1, TEAM_2 = ("set_team", 1), ("set_team", 2)
GOLD, PLATINUM = when("customer_tier", "equals", "gold"), when("customer_tier", "equals", "platinum")
HIGH_TIERS = when("customer_tier", "in", ["gold", "platinum"])
REFUND = words("refund*")
NORMAL = when("priority", "equals", "normal")


def case(id_, rules, *found):
    return pytest.param(rules, list(found), id=id_)


CASES = [
    # Nothing is wrong.
    case("rules about different things", [rule(GOLD, TEAM_1, stops=True), rule(PLATINUM, TEAM_2)]),
    case("rules that may meet in a ticket", [rule(GOLD, TEAM_1), rule(REFUND, TEAM_2)]),
    case("a narrower rule first", [rule(GOLD, TEAM_1, stops=True), rule(HIGH_TIERS, TEAM_2)]),
    case("an exception first", [rule(every(GOLD, REFUND), TEAM_1, stops=True), rule(GOLD, TEAM_2)]),
    case("a tag that keeps a rule from a ticket", [rule(no(when("tags", "has_any", ["x"])), TAG)]),
    case("what two patterns find is not compared", [
        rule(when("text", "matches", "a.*"), TEAM_1, stops=True), rule(when("text", "matches", "ab"), TEAM_2),
    ]),
    case("two that say the same", [rule(GOLD, TEAM_1), rule(GOLD, HIGH)]),
    case("every ticket, but not the last word", [rule({}, TAG), rule(GOLD, HIGH)]),
    case("the earlier one saw another category", [
        rule(when("category", "equals", "a"), TEAM_1, stops=True),
        rule(REFUND, ("set_category", "a")),
        rule(when("category", "equals", "a"), TEAM_2),
    ]),
    case("of two things that both ask for one has changed", [
        rule(every(GOLD, when("category", "equals", "a")), TEAM_1, stops=True),
        rule(REFUND, ("set_category", "a")),
        rule(every(GOLD, when("category", "equals", "a")), TEAM_2),
    ]),
    case("the later one ends the list", [
        rule(GOLD, TEAM_1), rule(GOLD, TEAM_1, stops=True), rule(REFUND, TEAM_2)]),
    case("a rule switched off forestalls nobody", [
        rule({}, TEAM_1, stops=True, is_active=False), rule(GOLD, TEAM_2)]),
    case("a rule switched off is not blamed", [rule(every(GOLD, PLATINUM), TEAM_1, is_active=False)]),
    # Never: by themselves.
    case("two tiers at once", [rule(every(GOLD, PLATINUM), TAG)], ("never", 1)),
    case("something and not it", [rule(every(REFUND, no(REFUND)), TAG)], ("never", 1)),
    case("a word and not its beginning", [rule(every(words("refunds"), no(REFUND)), TAG)], ("never", 1)),
    case("a phrase and not a word of it", [
        rule(every(words("uang kembali"), no(words("kembali"))), TAG)], ("never", 1)),
    case("words of the subject, not of the message", [
        rule(every(when("subject", "contains_any", ["refund"]), no(REFUND)), TAG)], ("never", 1)),
    case("words in what is empty", [
        rule(every(when("text", "contains_any", ["a"]), when("text", "is_empty")), TAG)], ("never", 1)),
    case("a tier that is none of all", [
        rule(every(when("customer_tier", "not_in", ["standard", "silver", "gold", "platinum"]),
                   when("customer_tier", "is_set")), TAG)], ("never", 1)),
    case("later than the day has hours", [rule(when("hour", "greater", 23), TAG)], ("never", 1)),
    case("no whole number between", [
        rule(every(when("hour", "greater", 8), when("hour", "less", 9)), TAG)], ("never", 1)),
    case("waiting for less than no time", [rule(when("waiting_minutes", "less", 0), TAG)], ("never", 1)),
    case("yes and no", [
        rule(every(when("is_open", "equals", True), no(when("is_open", "equals", True))), TAG)],
        ("never", 1)),
    case("two senders at once", [
        rule(every(when("from_address", "in", ["a@x.id"]), when("from_address", "in", ["@y.id"])), TAG)],
        ("never", 1)),
    case("each way out of a group is closed", [
        rule(every(some(GOLD, PLATINUM), no(HIGH_TIERS)), TAG)], ("never", 1)),
    case("a tag and no tags", [
        rule(every(when("tags", "has_all", ["vip"]), when("tags", "is_empty")), TAG)], ("never", 1)),
    # Never: because of earlier rules.
    case("behind a rule for every ticket", [
        rule({}, TEAM_1, stops=True), rule(GOLD, TAG)], ("never_reached", 2, 1)),
    case("behind a wider rule", [
        rule(HIGH_TIERS, TEAM_1, stops=True), rule(GOLD, TAG)], ("never_reached", 2, 1)),
    case("behind a looser word", [
        rule(words("*kirim*"), TEAM_1, stops=True), rule(words("pengiriman"), TAG)], ("never_reached", 2, 1)),
    case("behind the house of a sender", [
        rule(when("from_address", "in", ["@x.id"]), TEAM_1, stops=True),
        rule(when("from_address", "in", ["a@x.id"]), TAG)], ("never_reached", 2, 1)),
    case("behind fewer conditions", [
        rule(REFUND, TEAM_1, stops=True), rule(every(REFUND, GOLD), TAG)], ("never_reached", 2, 1)),
    case("behind more hours", [
        rule(when("hour", "greater", 17), TEAM_1, stops=True),
        rule(when("hour", "greater", 19), TAG)], ("never_reached", 2, 1)),
    case("an earlier rule has set another team", [
        rule({}, TEAM_1), rule(when("team", "equals", 2), TAG)], ("settled_before", 2, 1)),
    case("whichever of two has set it", [
        rule(GOLD, TEAM_1), rule({}, TEAM_2), rule(when("team", "is_empty"), TAG)],
        ("settled_before", 3, 1, 2)),
    # Never decides anything.
    case("the same rule twice", [rule(GOLD, TEAM_1), rule(GOLD, TEAM_1)], ("forestalled", 2, 1)),
    case("the same conditions, another team", [
        rule(GOLD, TEAM_1), rule(GOLD, TEAM_2)], ("forestalled", 2, 1)),
    case("two earlier rules set it all", [
        rule(GOLD, TEAM_1), rule(HIGH_TIERS, HIGH), rule(GOLD, TEAM_2, URGENT)], ("forestalled", 3, 1, 2)),
    case("a tag that is there already", [rule({}, TAG), rule(GOLD, TAG)], ("forestalled", 2, 1)),
    # Always overridden.
    case("one of two settings", [rule(HIGH_TIERS, TEAM_1), rule(GOLD, TEAM_2, HIGH)], ("overridden", 2, 1)),
    case("it still ends the list", [
        rule(GOLD, TEAM_1), rule(GOLD, TEAM_2, stops=True), rule(REFUND, TAG)], ("overridden", 2, 1)),
    # Loops.
    case("it changes what it asks for", [rule(NORMAL, HIGH)], ("turns_round", 1)),
    case("to and fro", [
        rule(NORMAL, HIGH), rule(when("priority", "equals", "high"), ("set_priority", "normal"))],
        ("turn_each_other", 1, 2), ("turn_each_other", 2, 1)),
    case("to and fro, but never of one ticket", [
        rule(every(GOLD, NORMAL), HIGH),
        rule(every(PLATINUM, when("priority", "equals", "high")), ("set_priority", "normal"))],
        ("turns_round", 1), ("turns_round", 2)),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "found"), CASES)
def test_the_linter_says_what_is_wrong_and_which_rule_makes_it_so(rules, found):
    assert [(one.code, one.rule, *one.others) for one in lint(book(*rules))] == found


NAMES = Names(gone={"team": frozenset([9]), "category": frozenset(["old"])}, off={"team": frozenset([8])})


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        case("a team that is gone is given work", [rule(GOLD, ("set_team", 9))], ("name_gone", "team", 9)),
        case("a team that is off is given work", [rule(GOLD, ("set_team", 8))], ("name_off", "team", 8)),
        case("a team that is there", [rule(GOLD, ("set_team", 7))]),
        case(
            "asked for among others",
            [rule(when("category", "in", ["old", "new"]), TAG)],
            ("name_gone", "category", "old"),
        ),
        case(
            "the only one asked for",
            [rule(when("category", "equals", "old"), TAG)],
            ("name_gone", "category", "old"),
            ("never", "", None),
        ),
        case(
            "gone, but set by an earlier rule",
            [rule(GOLD, ("set_team", 9)), rule(when("team", "equals", 9), TAG)],
            ("name_gone", "team", 9),
            ("name_gone", "team", 9),
        ),
    ],
)
def test_names_that_are_gone_or_off_are_told(rules, found):
    assert [(one.code, one.field, one.value) for one in lint(book(*rules), NAMES)] == found


def test_conditions_too_many_to_weigh_are_not_blamed():
    many = every(*(words(*(f"w{n}x{m}" for m in range(9))) for n in range(6)))

    assert lint(book(rule(many, TAG, stops=True), rule(every(many, GOLD), TAG))) == []
