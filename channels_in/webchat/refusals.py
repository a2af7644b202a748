"""Why a web chat refuses something, in words that the widget may show to the visitor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "not_json": _("This could not be read. Load the page again."),
    "not_a_form": _("This could not be read. Load the page again."),
    "not_an_object": _("This could not be read. Load the page again."),
    "unknown_name": _("This page is too old. Load it again."),
    "missing": _("Write a message first."),
    "too_long": _("This is too long."),
    "bad_key": _("This could not be read. Load the page again."),
    "unknown_visitor": _("Load the page again."),
    "identity_refused": _("Your sign-in could not be confirmed. Load the page again."),
    "identity_expired": _("You have been away for a while. Load the page again."),
    "sign_in": _("Please sign in to chat."),
    "origin_refused": _("This chat does not belong on this page."),
    "switched_off": _("The chat is switched off just now."),
    "not_found": _("This is not here."),
    "key_reused": _("Another message was sent in this one’s place. Write it again."),
    "too_large": _("This file is too large."),
    "bad_type": _("This could not be read. Load the page again."),
    "details_needed": _("Please tell us a little about you first."),
    "over": _("The time to answer this is over."),
    "too_many": _("That was very fast. Please wait a moment."),
    "busy": _("We cannot take your message just now. Please try again in a minute."),
}


def words_for(code: str) -> str:
    return str(REFUSALS[code])
