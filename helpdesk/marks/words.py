"""Words that scripts put on a page: rendered once per page, in its language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from helpdesk.marks.clocks import units

CAPS = {
    "mod": "Ctrl",
    "shift": "⇧",
    "alt": "Alt",
    "enter": "↵",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "␣",
    "tab": "⇥",
}


def cap(key: str) -> str:
    """What stands on a key: "mod" as on most keyboards; scripts write ⌘ where there is one."""
    return CAPS.get(key.lower(), key.upper() if len(key) == 1 else key)


def for_the_browser() -> dict[str, object]:
    return {
        "caps": CAPS,
        "units": units(),
        "now": _("now"),
        "minutes": _("{n} min"),
        "undo": _("Undo"),
        "close": _("Close"),
        "copied": _("Copied"),
        "then": pgettext("between two keys pressed one after the other", "then"),
        "working": _("Working…"),
        "save_first": _("What you changed above is not saved yet. Save it first, or cancel."),
        "failed": _("That did not work. Nothing was changed; try again."),
        "unreachable": _("The server cannot be reached. Try again in a moment."),
        "signed_out": _("You are signed out. What you typed is kept on this device; sign in again."),
        "too_often": _("Too many requests. Wait a moment, then try again."),
        **_live(),
        **_composer(),
    }


def presences() -> dict[str, str]:
    return {
        "available": _("Available"),
        "busy": _("On a call"),
        "break": _("On a break"),
        "away": _("Away"),
        "offline": _("Offline"),
    }


def _live() -> dict[str, object]:
    return {
        "data_of": _("No connection. What you see is from {time}."),
        "connected": _("Connected again"),
        "newer": _("{n} newer"),
        "new_messages": [_("1 new message"), _("{n} new messages")],
        "is_viewing": _("{name} is viewing"),
        "are_viewing": _("{name} and {n} more are viewing"),
        "is_replying": _("{name} is replying"),
        "is_noting": _("{name} is writing a note"),
        "new_in_ticket": _("New message in this ticket"),
        "at_risk": _("This ticket will soon be past its SLA."),
        "breached": _("This ticket is past its SLA."),
        "presence": presences(),
    }


def _composer() -> dict[str, object]:
    return {
        "saved": _("Saved {time}"),
        "saved_here": _("Saved on this device"),
        "draft_elsewhere": _("You changed this draft in another window. This window keeps its own text."),
        "draft_gone": _("This draft was sent or thrown away elsewhere. This window keeps its own text."),
        "draft_signed_out": _("You are signed out. What you typed is kept on this device."),
        "sign_in": _("Sign in"),
        "out_of_sight": _("You can no longer see this ticket."),
        "copy_it": _("What you wrote is kept below: copy it."),
        "copy_text": _("Copy the text"),
        "keep_mine": _("Keep this text"),
        "take_theirs": _("Take the other text"),
        "throw_away": _("Throw it away"),
        "text_replaced": _("The other text has taken the place of this one."),
        "sending": _("Sending…"),
        "sending_in": _("Sending in {n} s"),
        "sent": _("Sent"),
        "noted": _("Note added"),
        "undone": _("Not sent. Your text is back in the reply."),
        "not_sent": _("Not sent. Your text is kept."),
        "open_ticket": _("Open {name}"),
        "not_saved": _("Not on the server yet: what you wrote in {names}. It stays on this device."),
        "sign_out_anyway": _("Sign out all the same"),
        "empty": _("Write something first."),
        "colleagues": _("Colleagues"),
        "mentionable": [_("1 colleague"), _("{n} colleagues")],
        "nobody_called": _("Nobody will be told: {names} is not the name of one colleague."),
        "attaching": _("Attaching {name}"),
        "attached": _("{name} attached"),
        "not_attached": _("{name} could not be attached."),
        "remove": _("Remove {name}"),
        "window_shut": _("Words cannot go freely any more. Choose a template or another channel."),
        "too_many_files": _("Too many files: at most {n}."),
        "file_too_large": _("“{name}” is too large: at most {n} MB."),
        "text_too_long": _("{n} characters: at most {most} go at once."),
        "choice_too_long": _("“{choice}” has {n} characters: at most {most} fit."),
        "too_many_choices": _("Too many choices: at most {n}."),
        "same_choices": _("Two choices are the same."),
        "text_messages": [
            _("{n} text message, room for {left} more letters."),
            _("{n} text messages, room for {left} more letters."),
        ],
        "text_messages_rare": [
            _("{n} text message, room for {left} more letters: “{letter}” leaves less room."),
            _("{n} text messages, room for {left} more letters: “{letter}” leaves less room."),
        ],
        "in_parts": [_("It goes as 1 message."), _("It goes as {n} messages.")],
        "wait_for_files": _("Wait until the files are attached."),
        "files_missing": _("Not sent: the files in red are not attached. Remove them or attach them again."),
    }
