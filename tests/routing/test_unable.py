"""What is said of a team of which nobody can take a ticket."""

import pytest

from routing.unable import why_nobody


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([], "empty_team"),
        ([("may_not_reply",)], "empty_team"),
        ([("offline",), ("at_capacity",)], "all_full"),
        ([("offline",), ("being_asked",)], "all_asked"),
        ([("at_capacity", "being_asked")], "all_asked"),
        ([("lacks_skill", "being_asked")], "nobody_skilled"),
        ([("let_it_pass",), ("away",)], "not_taken"),
        ([("turned_down_busy", "being_asked")], "not_taken"),
        ([("turned_down", "offline")], "nobody_available"),
        ([("turned_down_leaving",), ("at_capacity",)], "all_full"),
    ],
)
def test_it_is_said_of_those_to_whom_nothing_else_stands_in_the_way(members, said):
    assert why_nobody(members) == said
