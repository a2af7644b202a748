"""What a visitor fills in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tickets.capabilities import KINDS
from tickets.category_words import category_name
from tickets.models import Category, ChannelKind

MOST_FILES = 5
LIMITS = KINDS[ChannelKind.FORM]
TOO_LONG = {
    "max_length": _("This is too long: at most %(limit_value)d characters, and these are %(show_value)d.")
}
TRAP = "website"  # people do not see it; programs that fill in everything do


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Zero or more files, checked together."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = list(data or [])
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(limit)s files."), params={"limit": MOST_FILES})
        size = sum(file.size or 0 for file in files)
        if size > LIMITS.max_files_bytes:
            megabytes = LIMITS.max_files_bytes // 1024**2
            raise forms.ValidationError(
                _("These files are too large together: at most %(limit)s MB."), params={"limit": megabytes}
            )
        return files


class TicketForm(forms.Form):
    """No field is a hidden switch: what the visitor does not see changes nothing but who is a program."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Please tell us your name."), **TOO_LONG},
    )
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=320,
        error_messages={
            "required": _("Please tell us your email address, so that we can answer you."),
            "invalid": _("This is no complete email address. It looks like name@example.com."),
            **TOO_LONG,
        },
    )
    category = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        error_messages={"invalid_choice": _("Please choose one of these.")},
    )
    subject = forms.CharField(label=_("Subject"), max_length=300, required=False, error_messages=TOO_LONG)
    text = forms.CharField(
        label=_("Your message"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Please write your message."), **TOO_LONG},
    )
    attachments = FilesField(label=_("Files"), required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, categories: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Category.objects.filter(is_active=True, key__in=categories) if categories else []
        if offered:
            field = self.fields["category"]
            field.choices = [("", _("Something else")), *[(one.key, category_name(one)) for one in offered]]  # type: ignore[attr-defined]
        else:
            del self.fields["category"]
        for name, autocomplete in (("name", "name"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = autocomplete
        # A browser would cut what is pasted without a word; we say that it is too long and keep it.
        for visible in self.visible_fields():
            visible.field.widget.attrs.pop("maxlength", None)
