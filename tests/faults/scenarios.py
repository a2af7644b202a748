"""The properties that are proved on the real processes."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults import sending, under_load
from tests.faults.facts import Facts
from tests.faults.site import Site

SCENARIOS: dict[str, Callable[[Site, float], Facts]] = {
    "R1": under_load.r1_accepted_is_a_message_once,
    "R2": under_load.r2_the_broker_is_disposable,
    "R3": sending.r3_a_reply_leaves_once_or_says_why_not,
    "R12": under_load.r12_a_database_crash_loses_nothing,
    "R17": under_load.r17_a_stop_in_order_loses_nothing,
}
