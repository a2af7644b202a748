"""Words that are a wish by themselves: no more messages, messages again, help.

Twilio acts on its own ones (twilio.com/docs/messaging/tutorials/advanced-opt-out) and answers them; of ours
it knows nothing. Only as the whole of a message: "cancel my order" is none.
"""

from __future__ import annotations

from collections.abc import Sequence

OPT_OUT, OPT_IN, HELP = "opt_out", "opt_in", "help"  # kinds of extras: tickets/opted_out.py
DECLARED = {"STOP": OPT_OUT, "START": OPT_IN, "HELP": HELP}
ALSO_STOP = ("berhenti", "stop sms")
WORDS = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"), OPT_OUT),
    **dict.fromkeys(("start", "unstop"), OPT_IN),
    **dict.fromkeys(("help", "info"), HELP),
}


def keyword_in(text: str, *, declared: str, stop_words: Sequence[str] | None) -> str:
    """`declared`: what Twilio took it for, which knows more words than we do."""
    if declared in DECLARED:
        return DECLARED[declared]
    word = " ".join(text.split()).casefold()
    also = ALSO_STOP if stop_words is None else stop_words
    return OPT_OUT if word in {one.casefold() for one in also} else WORDS.get(word, "")
