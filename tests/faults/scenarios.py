"""The properties that are proved on the real processes."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults import (
    bursts,
    chat_replies,
    chats,
    clocks,
    live,
    mailboxes,
    poison,
    queues,
    races,
    sending,
    under_load,
)
from tests.faults.facts import Facts
from tests.faults.site import Site

SCENARIOS: dict[str, Callable[[Site, float], Facts]] = {
    "R1": under_load.r1_accepted_is_a_message_once,
    "R2": under_load.r2_the_broker_is_disposable,
    "R3": sending.r3_a_reply_leaves_once_or_says_why_not,
    "R4": clocks.r4_every_threshold_fires_once,
    "R5": queues.r5_no_ticket_is_orphaned,
    "R6": bursts.r6_first_messages_make_one_ticket,
    "R8": mailboxes.r8_no_fetched_mail_is_lost_or_doubled,
    "R9": poison.r9_poison_does_not_stop_the_others,
    "R10": races.r10_nobody_is_overwritten_silently,
    "R11": live.r11_open_browsers_converge,
    "R12": under_load.r12_a_database_crash_loses_nothing,
    "R1-chats": chats.r1_every_chat_is_taken_in_once,
    "R2-chats": chats.r2_chats_do_not_need_the_broker,
    "R6-chats": chats.r6_first_messages_of_a_chat_make_one_ticket,
    "R18-chats": chat_replies.r18_a_dead_provider_hardly_slows_the_others,
    "R17": under_load.r17_a_stop_in_order_loses_nothing,
}
