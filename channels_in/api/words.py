"""What is wrong with a request, in the language that it asks for."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpdesk.lib.faults import Fault

FAULTS: dict[str, str | Promise] = {
    "not_json": _("This is not JSON."),
    "not_an_object": _("This must be an object."),
    "not_a_list": _("This must be a list."),
    "not_text": _("This must be text."),
    "not_plain": _("Metadata must be short texts, numbers or booleans."),
    "not_a_message": _("This must be the number of one of our messages."),
    "not_an_address": _("This is not an email address."),
    "not_base64": _("The content of a file must be base64."),
    "not_a_time": _("This is not a time. Write it like 2026-11-20T10:00:00+07:00."),
    "no_offset": _("The time needs its offset from UTC, like +07:00."),
    "no_text": _("A message needs text or a file."),
    "nobody": _("Say who the customer is: an id or an email address."),
    "nothing_in_it": _("There is nothing in this request."),
    "missing": _("This is missing."),
    "too_long": _("This is too long: at most %(limit)s characters."),
    "too_many": _("There are too many: at most %(limit)s."),
    "files_too_large": _("The files are too large together: at most %(limit)s bytes."),
    "unknown_name": _("We do not know this name."),
    "unknown_status": _("We do not know this status. Known are: %(known)s."),
    "reserved_id": _("Ids of messages must not start with “status:”."),
}

REFUSALS: dict[str, str | Promise] = {
    "not_genuine": _("The signature or the timestamp is not valid."),
    "switched_off": _("This channel is switched off."),
    "too_large": _("This request is too large: at most %(limit)s bytes."),
    "too_many_requests": _("Too many requests. Try again in %(seconds)s seconds."),
    "busy": _("We cannot take this now. Nothing was kept: please send it again."),
    "invalid": _("The request was not understood. Nothing was kept."),
    "key_reused": _("This Idempotency-Key came with another body before."),
    "bad_key": _("An Idempotency-Key has 1 to 255 visible ASCII characters."),
    "bad_cursor": _("We do not know this cursor. Leave it out to start anew."),
    "not_found": _("There is no such thing."),
}


def fault_words(fault: Fault) -> str:
    return str(FAULTS[fault.code]) % fault.params
