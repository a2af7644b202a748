"""What came with a message beside its words and files, for people. Rows hold codes of the kind that read it.

`Message.extras` is written by channels_in; everything in it is a stranger's, and may lack anything. What
nobody here has words for is said to be there all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tickets import extra_cards
from tickets.extra_words import FILE_WORDS, PLAIN_WORDS, UNSEEN_WORDS
from tickets.models import Message
from tickets.shown_extra import Extra, ShownExtra, duration, filled, number, rows, text, texts

MAP = "https://www.openstreetmap.org/"


def shown_extras(message: Message) -> list[ShownExtra]:
    if not message.extras:
        return []
    found = (_shown(extra) for extra in message.extras if isinstance(extra, dict))
    return [one for one in found if one is not None]


def _shown(extra: Extra) -> ShownExtra | None:
    kind = text(extra, "kind")
    if kind in SILENT:
        return None
    if kind in PLAIN_WORDS:
        icon, words = PLAIN_WORDS[kind]
        return ShownExtra(icon=icon, words=str(words), is_card=False)
    return KINDS.get(kind, _unknown)(extra)


def _file(extra: Extra) -> ShownExtra | None:
    """Of a sound or a film: what its file does not say."""
    icon, words = FILE_WORDS[text(extra, "kind")]
    by = " – ".join(one for one in (text(extra, "performer"), text(extra, "title")) if one)
    said = " · ".join(one for one in (str(words), by, duration(extra.get("seconds"))) if one)
    return ShownExtra(icon=icon, words=said, is_card=False)


def _sticker(extra: Extra) -> ShownExtra:
    meant = text(extra, "emoji") or text(extra, "text")
    words = _("Sticker %(meant)s") % {"meant": meant} if meant else _("Sticker")
    return ShownExtra(icon="star", words=words, is_card=False)


def _location(extra: Extra) -> ShownExtra:
    latitude, longitude = number(extra, "latitude"), number(extra, "longitude")
    words = _("Place they are at now") if extra.get("is_live") else _("Place")
    lines = [text(extra, "name"), text(extra, "address")]
    link = ""
    if latitude is not None and longitude is not None:
        lines.append(f"{latitude:.6f}, {longitude:.6f}")
        place = urlencode({"mlat": f"{latitude:.6f}", "mlon": f"{longitude:.6f}"})
        link = f"{MAP}?{place}#map=17/{latitude:.6f}/{longitude:.6f}"
    return ShownExtra(
        icon="building-2", words=words, lines=filled(lines), link=link, link_words=_("Open the map")
    )


def _contact(extra: Extra) -> ShownExtra:
    lines = [*texts(extra.get("phones")), *texts(extra.get("emails"))]
    name = text(extra, "name") or _("Contact without a name")
    return ShownExtra(icon="user", words=name, lines=filled(lines))


def _choice(extra: Extra) -> ShownExtra:
    """Who made the buttons knows by the code which one it was."""
    return ShownExtra(icon="hand", words=_("Chosen from what was offered"), is_card=False)


def _reaction(extra: Extra) -> ShownExtra:
    words = _("Reacted with %(emoji)s") % {"emoji": text(extra, "emoji")}
    return ShownExtra(icon="star", words=words, is_card=False)


def _template(extra: Extra) -> ShownExtra:
    words = _("Approved template %(name)s") % {"name": text(extra, "name")}
    return ShownExtra(icon="file-text", words=words, lines=filled(texts(extra.get("buttons"))), is_card=False)


def _offer(extra: Extra) -> ShownExtra:
    titles = [text(one, "title") for one in rows(extra, "choices")]
    return ShownExtra(icon="list", words=_("Offered to choose from"), lines=filled(titles))


def _forwarded(extra: Extra) -> ShownExtra:
    by = text(extra, "name")
    words = _("Forwarded, from %(name)s") % {"name": by} if by else _("Forwarded")
    return ShownExtra(icon="forward", words=words, is_card=False)


def _placeholder(extra: Extra) -> ShownExtra:
    code, kind = text(extra, "code"), text(extra, "type")
    words = UNSEEN_WORDS.get(code) or UNSEEN_WORDS.get(kind)
    if words is None:
        words = _("Something came that this channel does not hand over. Only the customer’s app shows it.")
    named = " ".join(one for one in (kind, code) if one)
    return ShownExtra(icon="circle-help", words=str(words), lines=(named,) if named else ())


def _too_large(extra: Extra) -> ShownExtra:
    return ShownExtra(
        icon="file", words=_("A file came that the provider itself could not hand over."), lines=()
    )


def _external(extra: Extra) -> ShownExtra:
    words = _("A file that lies elsewhere: where its address leads is the sender’s choice.")
    return ShownExtra(icon="triangle-alert", words=words, is_card=False)


def _unknown(extra: Extra) -> ShownExtra:
    return ShownExtra(
        icon="circle-help",
        words=_("Something came that cannot be shown here yet."),
        lines=filled([text(extra, "kind")]),
    )


SILENT = frozenset({"album", "sms_parts", "rating_link"})  # what only programs read
KINDS: dict[str, Callable[[Extra], ShownExtra | None]] = {
    **dict.fromkeys(FILE_WORDS, _file),
    "sticker": _sticker,
    "location": _location,
    "contact": _contact,
    "choice": _choice,
    "offer": _offer,
    "reaction": _reaction,
    "template": _template,
    "story": extra_cards.story,
    "forwarded": _forwarded,
    "placeholder": _placeholder,
    "too_large": _too_large,
    "external_file": _external,
    "order": extra_cards.order,
    "referral": extra_cards.referral,
    "appointment": extra_cards.appointment,
    "share": extra_cards.share,
}
