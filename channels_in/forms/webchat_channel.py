"""A web chat: on which sites, how it looks, what it asks, and what happens when a visitor leaves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from channels_in.forms.channel import AnsweringForm, by_language
from channels_in.models import Connection
from channels_in.webchat.colours import DEFAULT, is_colour
from channels_in.webchat.origins import MOST, BadOrigin, read_origin
from people.models.company import LANGUAGES
from tickets.models import ChannelKind

MINUTE = 60
LONGEST_GREETING = 500
THEMES = [("auto", _("As the visitor’s device")), ("light", _("Light")), ("dark", _("Dark"))]
SIDES = [("right", _("Right")), ("left", _("Left"))]
WHEN = [("away", _("When nobody is there")), ("always", _("Always")), ("never", _("Never"))]
ASKED = [("", _("Not asked")), ("may", _("Asked, may stay empty")), ("must", _("Must be told"))]
IDENTITY = [
    ("optional", _("May be signed in to the site")),
    ("required", _("Must be signed in to the site")),
    ("off", _("Are never taken for signed in")),
]
FIELDS = ("name", "email", "phone")


class WebChatForm(AnsweringForm):
    """What visitors see at once has no time to be taken back: a web chat starts with none."""

    signs = False
    origins = forms.CharField(
        label=_("Sites"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One a line, like https://shop.example or https://*.shop.example. No other shows it."),
    )
    colour = forms.CharField(label=_("Colour"), widget=forms.TextInput(attrs={"type": "color"}))
    theme = forms.ChoiceField(label=_("Light or dark"), choices=THEMES)
    position = forms.ChoiceField(label=_("Side of the page"), choices=SIDES)
    greeting_id = forms.CharField(
        label=_("Greeting, Indonesian"), max_length=LONGEST_GREETING, required=False
    )
    greeting_en = forms.CharField(label=_("Greeting, English"), max_length=LONGEST_GREETING, required=False)
    asks_when = forms.ChoiceField(label=_("Ask before the chat"), choices=WHEN)
    asks_name = forms.ChoiceField(label=_("Name"), choices=ASKED, required=False)
    asks_email = forms.ChoiceField(label=_("Email address"), choices=ASKED, required=False)
    asks_phone = forms.ChoiceField(label=_("Phone number"), choices=ASKED, required=False)
    consent_id = forms.CharField(label=_("Consent, Indonesian"), max_length=500, required=False)
    consent_en = forms.CharField(
        label=_("Consent, English"),
        max_length=500,
        required=False,
        help_text=_("What a visitor agrees to before writing. Empty: they are not asked."),
    )
    consent_url = forms.URLField(
        label=_("Address of your privacy page"), required=False, assume_scheme="https"
    )
    answers_through = forms.ChoiceField(label=_("Answers to who has left go out through"), required=False)
    mail_after = forms.IntegerField(
        label=_("Minutes after which an unread answer is sent by mail"), min_value=1, max_value=60
    )
    identity = forms.ChoiceField(label=_("Visitors"), choices=IDENTITY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "version" not in self.initial:
            self.initial.update({**shown_of(Connection()), "undo_seconds": 0})
        mailboxes = Connection.objects.filter(channel__kind=ChannelKind.MAIL).exclude(address="")
        addresses = mailboxes.order_by("pk").values_list("address", flat=True)
        choices = [("", _("The first mail channel")), *((one, one) for one in addresses)]
        self.fields["answers_through"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["version", "name", "origins", "colour", "theme", "position"])

    def clean_origins(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["origins"].splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(_("Up to %(n)s sites.") % {"n": MOST})
        found = []
        for line in lines:
            try:
                found.append(read_origin(line))
            except BadOrigin as bad:
                words = _("“%(line)s” is no address of a site. It looks like https://shop.example.")
                raise ValidationError(words % {"line": line}) from bad
        return list(dict.fromkeys(found))

    def clean_colour(self) -> str:
        colour = str(self.cleaned_data["colour"]).lower()
        if not is_colour(colour):
            raise ValidationError(_("A colour looks like #67442b."))
        return colour

    def connection_fields(self, connection: Connection) -> dict[str, Any]:
        given = self.cleaned_data
        kept = (connection.options.get("asks") or {}).get("fields", [])
        others = [one for one in kept if one.get("name") not in FIELDS]  # topics: of a configuration file
        fields = [
            {"name": name, "required": given[f"asks_{name}"] == "must"}
            for name in FIELDS
            if given[f"asks_{name}"]
        ]
        consent = {"text": by_language(given, "consent"), "url": given["consent_url"]}
        own = {
            **{name: given[name] for name in ("origins", "colour", "theme", "position", "identity")},
            "greeting": by_language(given, "greeting"),
            "asks": {
                "when": given["asks_when"],
                "fields": [*fields, *others],
                "consent": consent if consent["text"] else None,
            },
            "answers_through": given["answers_through"],
            "mail_after_seconds": given["mail_after"] * MINUTE,
        }
        return {"options": {**connection.options, **own}}


def shown_of(connection: Connection) -> dict[str, Any]:
    """What the page fills in: of one that exists, or as a new one begins."""
    options = connection.options
    asks = options.get("asks") or {"fields": [{"name": "name"}, {"name": "email", "required": True}]}
    asked = {one.get("name"): "must" if one.get("required") else "may" for one in asks.get("fields", [])}
    consent = asks.get("consent") or {}
    shown = {
        "origins": "\n".join(options.get("origins", [])),
        "colour": options.get("colour") or DEFAULT,
        "theme": options.get("theme", "auto"),
        "position": options.get("position", "right"),
        "identity": options.get("identity", "optional"),
        "asks_when": asks.get("when", "away"),
        "consent_url": consent.get("url", ""),
        "mail_after": max(1, int(options.get("mail_after_seconds", 2 * MINUTE)) // MINUTE),
    }
    shown |= {f"asks_{name}": asked.get(name, "") for name in FIELDS}
    for code, _label in LANGUAGES:
        shown[f"greeting_{code}"] = (options.get("greeting") or {}).get(code, "")
        shown[f"consent_{code}"] = (consent.get("text") or {}).get(code, "")
    return shown
