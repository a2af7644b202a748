"""Words for what came beside a message: tickets/extras.py."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

FILE_WORDS: dict[str, tuple[str, Words]] = {
    "voice": ("play", _("Voice message")),
    "audio": ("play", _("Audio")),
    "video": ("play", _("Video")),
    "video_note": ("play", _("Video message")),
}
# A line of small print, and nothing more to say.
PLAIN_WORDS: dict[str, tuple[str, Words]] = {
    "rating": ("star", _("Asks how the help was, with a link to answer")),
    "poll": ("list", _("Poll")),
    "checklist": ("list", _("Checklist")),
    "tapped": ("hand", _("Tapped a button")),
    "standby": ("pause", _("Another system answers here for now")),
    "group": ("users", _("Written in a group")),
    "edited": ("pencil", _("Changed before it came here")),
    "handed_over": ("arrow-right-left", _("Another application handed this conversation to us")),
    "opt_out": ("ban", _("They want no more messages here")),
    "opt_in": ("check", _("They want messages here again")),
    "help": ("circle-help", _("They asked for help with messages")),
}
SHARED_WORDS: dict[str, Words] = {
    "share": _("Shared something"),
    "post": _("Shared a post"),
    "ig_post": _("Shared a post"),
    "reel": _("Shared a reel"),
    "ig_reel": _("Shared a reel"),
    "fallback": _("Shared a link"),
}
# Of what a provider keeps to itself: by its code, or by what it calls it.
UNSEEN_WORDS: dict[str, Words] = {
    "131060": _("This message can only be seen on the customer’s telephone."),
    "no_address": _("A file came, and the provider does not say where it is."),
    "edit": _("The customer changed an earlier message. The provider does not tell the new words."),
    "poll_creation": _("A poll, which this channel does not hand over."),
    "unsupported": _(
        "Something came that this channel does not hand over. Only the customer’s app shows it."
    ),
    "giveaway": _("A giveaway, which only the app shows."),
    "game": _("A game, which only the app shows."),
    "invoice": _("An invoice, which only the app shows."),
    "paid_media": _("Pictures for money, which only the app shows."),
}
