"""What an agent writes: a reply, a note, a draft of either."""

from __future__ import annotations

from email.utils import getaddresses
from typing import Any

from django import forms

from tickets.actions.save_draft import LONGEST
from tickets.manner import Manner

MOST_ADDRESSES = 5000  # characters
MOST_CHOICES = 2000
VALUE, LONGEST_VALUE = "value-", 2000  # what fills in a template


class NoteForm(forms.Form):
    """Length and emptiness are the action's to judge: it knows the channel and the files."""

    text = forms.CharField(required=False, strip=False)
    client_key = forms.UUIDField()


class ReplyForm(NoteForm):
    seen_message_id = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    confirm = forms.BooleanField(required=False)
    resolves = forms.BooleanField(required=False)
    keeps_open = forms.BooleanField(required=False)
    # What becomes of what other functions still do, once that was asked: it is asked of what resolves alone.
    escalations = forms.ChoiceField(choices=[("", ""), ("keep", ""), ("cancel", "")], required=False)
    to = forms.CharField(required=False, max_length=MOST_ADDRESSES)
    cc = forms.CharField(required=False, max_length=MOST_ADDRESSES)
    channel = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    answers = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    template = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    choices = forms.CharField(required=False, max_length=MOST_CHOICES)

    @property
    def resolves_it(self) -> bool:
        return bool(self.cleaned_data["resolves"] or self.cleaned_data["escalations"])

    @property
    def recipients(self) -> dict[str, list[list[str]]] | None:
        """None: whom a reply goes to by itself. Asked for only where the agent opened the addresses."""
        if "to" not in self.data:
            return None
        return {field: addresses_in(self.cleaned_data[field]) for field in ("to", "cc")}

    @property
    def manner(self) -> Manner:
        said = self.cleaned_data
        given = {name: str(self.data[name]) for name in self.data if name.startswith(VALUE)}
        return Manner(
            channel_id=said["channel"],
            answers=said["answers"],
            choices=said["choices"].splitlines(),
            template=said["template"],
            values={name.removeprefix(VALUE): value[:LONGEST_VALUE] for name, value in given.items()},
        )


class DraftForm(forms.Form):
    text = forms.CharField(required=False, strip=False, max_length=LONGEST)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    channel = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


def addresses_in(text: str) -> list[list[str]]:
    """As a mail header is written: Rina <rina@example.com>, budi@example.com."""
    pairs = getaddresses([text.replace(";", ",").replace("\n", ",")])
    return [[name, address] for name, address in pairs if name or address]


def first_error(form: forms.Form) -> str:
    errors: dict[str, Any] = form.errors
    return str(next(iter(errors.values()))[0])
