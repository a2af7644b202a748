from __future__ import annotations

from django.db import connection, transaction

SPARED = 1_000  # changes that are added up at each reading rather than written anew

# Whoever reads meanwhile sees the many or the few, which say the same. What is added meanwhile stays.
FOLD = """
with gone as (delete from tickets_tally returning *)
insert into tickets_tally (team, assignee, status, sla_state, is_to_sort, number)
select team, assignee, status, sla_state, is_to_sort, sum(number) from gone
group by 1, 2, 3, 4, 5 having sum(number) <> 0
"""
TO_FOLD = """
select count(*) - count(distinct (team, assignee, status, sla_state, is_to_sort)) from tickets_tally
"""


def fold_tallies() -> bool:
    """Whether there were enough of them: each change of a ticket leaves two."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TO_FOLD)
        if cursor.fetchone()[0] < SPARED:
            return False
        cursor.execute(FOLD)
    return True
