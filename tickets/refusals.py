from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from helpdesk.lib import refused


class Refused(refused.Refused):
    """The rules of a ticket forbid it."""

    WORDS: ClassVar = {
        "read_only": _("You may read here, but not write."),
        "empty": _("Write something first."),
        "too_long": _("This is too long: at most %(limit)s characters."),
        "ticket_closed": _("This ticket is closed. A new message from the customer opens a new one."),
        "internal": _("This ticket is internal: nothing of it goes to the customer."),
        "internal_already": _("This ticket is internal already. Move it to the other team instead."),
        "same_team": _("“%(team)s” has this ticket already. Choose another team."),
        "asked_already": _("“%(team)s” is asked already: write on %(ticket)s."),
        "escalation_over": _("This escalation is over already."),
        "ticket_done": _("This ticket is resolved. Reopen it first."),
        "one_at_a_time": _(
            "Meanwhile the customer has another ticket on this channel. There is one at a time here."
        ),
        "key_used": _("This was already sent on another ticket."),
        "no_address": _("There is no address to send this to."),
        "customer_unreachable": _("%(address)s cannot be reached by %(channel)s: %(reason)s %(instead)s"),
        "joined_already": _("One of them has just been joined with somebody else. Look again."),
        "parted_already": _("This was undone already."),
        "out_of_sight": _(
            "One of them has tickets of teams that you do not see. A supervisor can join them."
        ),
        "no_recipients": _("On this channel a reply goes to the customer alone."),
        "too_many_addresses": _("Too many recipients: at most %(limit)s."),
        "bad_address": _("“%(address)s” is no address that can be sent to."),
        "channel_off": _("The channel “%(channel)s” is switched off, so nothing can be sent."),
        "window_closed": _(
            "The customer wrote too long ago on “%(channel)s”: it lets nobody write first. %(best)s"
        ),
        "cut_off": _("The customer cannot be reached on “%(channel)s”. %(best)s"),
        "opted_out": _("The customer wants no messages on “%(channel)s”. %(best)s"),
        "no_such_way": _("There is no way to this customer by that channel."),
        "cannot_quote": _("On this channel an answer cannot name the message that it answers."),
        "nothing_to_answer": _("The message that you answer is gone, or came by another channel."),
        "cannot_react": _("Nobody can react to a message on this channel."),
        "no_choices": _("This channel cannot offer choices."),
        "too_many_choices": _("Too many choices: at most %(limit)s."),
        "choice_too_long": _("“%(choice)s” is too long for a choice: at most %(limit)s characters."),
        "same_choices": _("Two choices are the same."),
        "words_over_choices": _("Choices need words above them, at most %(limit)s characters."),
        "template_gone": _("This template can no longer be sent here. Choose another one."),
        "template_value": _("Fill in “%(name)s”."),
        "template_value_broken": _("“%(name)s” may hold neither line breaks nor rows of spaces."),
        "template_too_long": _("Filled in, this template is too long: at most %(limit)s characters."),
        "template_needs_file": _("This template begins with a file. Send it from the provider’s own pages."),
        "file_type": _("“%(name)s” is of a type that this channel does not take."),
        "cannot_take_tickets": _("%(agent)s cannot be given tickets."),
        "team_off": _("The team “%(team)s” is switched off."),
        "promise_over": _("This promise no longer runs."),
        "promise_broken": _("The time is over already: what was broken stays broken."),
        "bad_extension": _("Choose between 1 and %(most)s minutes."),
        "no_reason": _("Say why, in at most %(limit)s characters."),
        "undo_too_late": _("Something has happened since: this can no longer be undone."),
        "nobody_to_nudge": _("Nobody has this ticket."),
        "nudge_oneself": _("You have this ticket yourself."),
        "nudged_already": _("%(agent)s was nudged a moment ago."),
        "nudge_read": _("%(agent)s has read it already."),
        "too_late": _("Too late: it is already on its way."),
        "not_yours": _("Only the author can do this."),
        "already_read": _("Nothing to do here any more."),
        "other_draft": _("These files belong to another draft."),
        "spoken_only": _("Nothing can be written on this channel: customers are called there."),
        "call_over": _("This call is over."),
        "call_not_answered": _("Answer the call first: then it can be passed on."),
        "no_files": _("%(channel)s cannot carry files. %(instead)s"),
        "empty_file": _("“%(name)s” is empty."),
        "file_too_large": _("“%(name)s” is too large: at most %(limit)s MB."),
        "files_too_large": _("These files are too large together: at most %(limit)s MB."),
        "too_many_files": _("Too many files: at most %(limit)s."),
        "not_failed": _("This message needs no new attempt."),
        "nothing_to_fetch": _("There is nothing to fetch here any more."),
        "no_subject": _("A ticket needs a subject."),
        "own_problem": _("A ticket cannot be an incident of itself."),
        "problem_is_incident": _("%(ticket)s is itself part of %(problem)s: link to that one."),
        "has_incidents": _("This ticket has incidents of its own, so it cannot be part of a problem."),
        "has_problem": _("This ticket is part of %(problem)s already. Unlink it there first."),
        "problem_closed": _("%(problem)s is closed. Link to one that goes on."),
        "no_such_problem": _("There is no such ticket. Choose one from the list, or type its number."),
        "problem_out_of_sight": _("It is part of a problem that you do not see."),
        "problem_changed": _(
            "Meanwhile somebody has unlinked this ticket or linked it to another problem. Look again."
        ),
        "nobody_to_answer": _("None of the incidents is still open, or you see none of them."),
        "announced_already": _("From this sheet other words went out already. Open it anew to answer again."),
        "taken_back_already": _("Nothing of it can be taken back any more."),
        "internal_no_incident": _("An internal ticket cannot be an incident: these are customers’ tickets."),
        "bad_tag": _("A tag is one to 50 characters without commas."),
        "category_off": _("The category “%(category)s” is switched off."),
    }
