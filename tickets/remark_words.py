"""What a reader should know about a message beside its text. Rows hold codes of the channel that read it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "text_cut": _("The text was very long and is cut here; the original is kept."),
    "attachments_cut": _("Not all files were taken over; the original is kept."),
    "attachment_unreadable": _("A file could not be read; the original is kept."),
    "parts_cut": _("The mail had too many parts; not all were read. The original is kept."),
    "nesting_cut": _("The mail was nested too deeply; not all was read. The original is kept."),
    "headers_cut": _("The mail’s headers were too long and are cut."),
    "recipients_cut": _("The mail had too many recipients; not all are shown."),
    "html_as_text": _("The mail’s layout could not be shown safely; this is its text."),
    "encrypted": _("Part of this mail is encrypted and cannot be shown."),
    "partial": _("This is only one part of a mail that was sent in pieces."),
    "read_crudely": _("This mail is damaged; only its text could be rescued."),
    "unverified_address": _("Sent through a web form: nobody has checked the address."),
    "possible_match": _("May belong to %(detail)s, but its sender is not on that."),
    "answer_wanted": _(
        "Asks to be answered at %(detail)s: nothing goes there until you accept that address."
    ),
    "unknown_sender": _("Written by somebody who was not on this thread."),
    "in_copy": _(
        "Written by somebody who was only in copy: answers do not go to them until you accept them."
    ),
    "number_alone": _("Only the ticket’s number says that this belongs here: anybody may have written it."),
    "failed_authentication": _("The sender’s address may be forged: do not rely on it."),
    "loop_suspected": _("Looks like a machine answering a machine, so nothing is answered by itself."),
}


def words_for_remark(code: str) -> SafeString:
    """Codes without words are for the log only."""
    name, _colon, detail = code.partition(":")
    shown: str = detail
    if name == "possible_match":
        address = reverse("tickets:ticket", args=[int(detail.rpartition("-")[2])])
        shown = format_html('<a class="link" href="{}">{}</a>', address, detail)
    return mark_safe(escape(WORDS.get(name, "")) % {"detail": escape(shown)})  # noqa: S308 - escaped both
