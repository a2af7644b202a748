"""Things that stand in a frame beside the words: stories, orders, what somebody shared or came from."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tickets.extra_words import SHARED_WORDS
from tickets.shown_extra import Extra, ShownExtra, filled, moment, rows, text, web


def story(extra: Extra) -> ShownExtra:
    """Where it is shown at its owner's, for as long as it is."""
    how, url = text(extra, "how"), text(extra, "url")
    words = {"mention": _("Mentioned us in their story"), "reply": _("Answers a story of ours")}.get(how, "")
    if not url:
        return ShownExtra(icon="circle-dot", words=words or _("A story, which only the app shows"))
    until = moment(extra, "until")
    if until and until <= timezone.now():
        return ShownExtra(icon="circle-dot", words=words, lines=(_("The story is over."),))
    return ShownExtra(icon="circle-dot", words=words, link=web(url), link_words=_("Look at the story"))


def order(extra: Extra) -> ShownExtra:
    lines = []
    for item in rows(extra, "items"):
        line = f"{text(item, 'quantity') or '1'} × {text(item, 'id')}"
        if price := text(item, "price"):
            line = _("%(what)s at %(price)s") % {"what": line, "price": price}
        lines.append(line)
    return ShownExtra(icon="tag", words=_("Order from our catalogue"), lines=filled(lines))


def referral(extra: Extra) -> ShownExtra:
    url = web(text(extra, "source_url"))
    lines = [text(extra, name) for name in ("headline", "product", "ref", "ad")]
    return ShownExtra(
        icon="link",
        words=_("Came from an advertisement or a link"),
        lines=filled(lines),
        link=url,
        link_words=_("Open where they came from"),
    )


def appointment(extra: Extra) -> ShownExtra:
    starts, status = moment(extra, "starts_at"), text(extra, "status")
    when = date_format(timezone.localtime(starts), "DATETIME_FORMAT") if starts else ""
    return ShownExtra(icon="calendar-clock", words=_("Appointment"), lines=filled([when, status]))


def share(extra: Extra) -> ShownExtra:
    words = str(SHARED_WORDS.get(text(extra, "type"), SHARED_WORDS["share"]))
    link = web(text(extra, "url"))
    return ShownExtra(
        icon="link", words=words, lines=filled([text(extra, "title")]), link=link, link_words=_("Open it")
    )
