"""What the chat on other people's sites says, in the visitor's language: the widget brings no words itself.

A word with a number has a form for each: "ahead.one", "ahead.other". Both languages know no others.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ONE, SEVERAL = 1, 2


def words() -> dict[str, str]:
    """In the language that is active."""
    return {**_window(), **_talk(), **_waiting(), **_asking(), **_rating(), **_counted()}


def _window() -> dict[str, str]:
    return {
        "open": _("Open chat"),
        "close": _("Close chat"),
        "more": _("More"),
        "messages": _("Messages"),
        "powered": _("Powered by Alur"),
        "agent_of": _("{name} from {company}"),
        "here": _("We answer here"),
        "waiting": _("Waiting for somebody to join"),
        "nobody": _("Nobody is there just now. Write to us: we answer as soon as we can."),
        "closed": _("Closed. Write to us: we answer when we are back."),
        "closed_until": _("Closed until {time}. Write to us already."),
        "ended": _("This chat has ended"),
        "ended_at": _("This chat ended at {time}"),
        "sound": _("Sound for new messages"),
        "save": _("Save this conversation"),
        "end": _("End the chat"),
        "forget": _("Forget me on this device"),
        "gate_sign_in": _("Please sign in to this site to chat with us."),
        "gate_off": _("The chat is not available here just now."),
        "new_tab": _("(opens in a new tab)"),
    }


def _talk() -> dict[str, str]:
    return {
        "write": _("Write a message"),
        "send": _("Send the message"),
        "attach": _("Attach a file"),
        "you": _("You"),
        "us": _("Our team"),
        "said_by": _("{name}, {time}"),
        "said_by_you": _("You, {time}"),
        "sending": _("Sending …"),
        "kept": _("Not sent yet, kept on this device"),
        "sent": _("Delivered to us"),
        "read": _("Read by us"),
        "not_sent": _("Not sent."),
        "try_again": _("Try again"),
        "edit": _("Edit the text"),
        "remove": _("Take it out"),
        "file_gone": _("The page was left before this file was sent. Choose it again."),
        "file_large": _("{name} is too large: at most {most}."),
        "file_empty": _("{name} is empty."),
        "remove_file": _("Leave out {name}"),
        "uploading": _("Sending {name}"),
        "typing": _("{name} is typing"),
        "reconnecting": _("Connecting again. What you write is kept."),
        "connected": _("Connected again"),
        "unreachable": _("We cannot be reached just now. Try again in a moment."),
        "line_joined": _("{name} joined at {time}"),
        "line_ended": _("The chat was closed at {time}"),
        "line_reopened": _("The chat went on at {time}"),
        "line_by_mail": _("Continued by email at {time}"),
    }


def _waiting() -> dict[str, str]:
    return {
        "next": _("You are next"),
        "ahead_wait": _("{place}, {wait}"),
        "wait_short": _("less than a minute"),
        "wait_long": _("more than 30 minutes"),
        "mail_offer": _("If you have to go: leave your email and the answer follows you there."),
        "mail_save": _("Save"),
        "mail_saved": _("If you leave, answers go to {mail}."),
        "no_thanks": _("No, thank you"),
    }


def _asking() -> dict[str, str]:
    return {
        "ask": _("Please tell us a little first, so that we can help and find you again."),
        "ask_text": _("Your message"),
        "ask_name": _("Your name"),
        "ask_email": _("Your email address"),
        "ask_phone": _("Your phone number"),
        "ask_topic": _("What is it about?"),
        "optional": _("(optional)"),
        "choose": _("Please choose"),
        "privacy": _("How we treat your data"),
        "missing": _("This is still missing."),
        "bad_email": _("This is no complete email address. It looks like name@example.com."),
        "start": _("Start the chat"),
    }


def _rating() -> dict[str, str]:
    return {
        "rate": _("How did {name} do?"),
        "rate_of": _("{score} of {best}"),
        "rate_named": _("{score} of {best}, {word}"),
        "rate_bad": _("bad"),
        "rate_fair": _("fair"),
        "rate_good": _("good"),
        "rate_why": _("What helped you most? (optional)"),
        "rate_send": _("Send the rating"),
        "rate_first": _("Choose a number first."),
        "rated": _("Thank you for your rating"),
        "write_again": _("Write again"),
    }


def _counted() -> dict[str, str]:
    """Each as {name: (one, several)}, spread out."""
    forms: dict[str, Callable[[int], str]] = {
        "open_new": lambda n: ngettext("Open chat, {n} new message", "Open chat, {n} new messages", n),
        "new": lambda n: ngettext("{n} new message in the chat", "{n} new messages in the chat", n),
        "newer": lambda n: ngettext("{n} new message", "{n} new messages", n),
        "ahead": lambda n: ngettext("About {n} person ahead of you", "About {n} people ahead of you", n),
        "wait": lambda n: ngettext("about {n} minute", "about {n} minutes", n),
        "usually_minutes": lambda n: ngettext(
            "Usually replies within {n} minute", "Usually replies within {n} minutes", n
        ),
        "usually_hours": lambda n: ngettext(
            "Usually replies within {n} hour", "Usually replies within {n} hours", n
        ),
        "usually_days": lambda n: ngettext(
            "Usually replies within {n} day", "Usually replies within {n} days", n
        ),
        "too_long": lambda n: ngettext("{n} character too long", "{n} characters too long", n),
        "left": lambda n: ngettext("{n} character left", "{n} characters left", n),
    }
    numbers = {"one": ONE, "other": SEVERAL}
    return {f"{name}.{form}": of(n) for name, of in forms.items() for form, n in numbers.items()}
