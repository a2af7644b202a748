"""Why a message did not arrive, in words, and what a person can do about it. Rows hold the codes."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class NextStep(StrEnum):
    """What helps: the button or hint beside the reason."""

    RETRY = "retry"
    CHECK_ADDRESS = "check_address"
    SHORTEN = "shorten"
    CHECK_CHANNEL = "check_channel"  # an admin's work
    ASK_CUSTOMER = "ask_customer"  # by another way
    PICK_TEMPLATE = "pick_template"
    WAIT = "wait"

    @property
    def words(self) -> str:
        return str(NEXT_STEPS[self])


NEXT_STEPS = {
    NextStep.RETRY: _("It can be tried again."),
    NextStep.CHECK_ADDRESS: _("Check the address."),
    NextStep.SHORTEN: _("Send it shorter, or without files."),
    NextStep.CHECK_CHANNEL: _("An admin must look at the channel."),
    NextStep.ASK_CUSTOMER: _("Reach the customer another way."),
    NextStep.PICK_TEMPLATE: _("Send an approved template, or reach the customer another way."),
    NextStep.WAIT: _("Try again tomorrow, or reach the customer another way."),
}


WORDS: dict[str, tuple[str | Promise, NextStep]] = {
    "no_such_address": (_("This address does not exist."), NextStep.CHECK_ADDRESS),
    "no_recipient": (_("The message has no recipient."), NextStep.CHECK_ADDRESS),
    "address_unsupported": (_("The outgoing server cannot take this address."), NextStep.CHECK_ADDRESS),
    "no_such_domain": (_("The domain of this address does not exist."), NextStep.CHECK_ADDRESS),
    "mailbox_full": (_("The recipient’s mailbox is full."), NextStep.ASK_CUSTOMER),
    "too_large": (_("The message is too large for the recipient’s server."), NextStep.SHORTEN),
    "refused": (_("The recipient’s server refused the message."), NextStep.ASK_CUSTOMER),
    "refused_as_spam": (_("The recipient’s server took the message for spam."), NextStep.CHECK_CHANNEL),
    "sender_refused": (_("Our address was refused as sender."), NextStep.CHECK_CHANNEL),
    "login_failed": (_("The channel could not sign in at its server."), NextStep.CHECK_CHANNEL),
    "not_connected": (_("The channel has no working connection."), NextStep.CHECK_CHANNEL),
    "unreachable": (_("The other server could not be reached."), NextStep.RETRY),
    "timeout": (_("The other server did not answer in time."), NextStep.RETRY),
    "too_many": (_("The provider takes no more messages for now."), NextStep.RETRY),
    "some_refused": (_("Not all recipients were accepted."), NextStep.CHECK_ADDRESS),
    "interrupted": (
        _("Sending was interrupted: the message may have gone out or not."),
        NextStep.ASK_CUSTOMER,
    ),
    "spoken_only": (_("Nothing can be written there: customers are called."), NextStep.ASK_CUSTOMER),
    "window_closed": (
        _("The customer wrote too long ago: this channel lets nobody write first."),
        NextStep.PICK_TEMPLATE,
    ),
    "tag_not_allowed": (
        _("The provider has not granted late answers to this channel."),
        NextStep.CHECK_CHANNEL,
    ),
    "not_reachable_there": (_("The customer cannot be reached there."), NextStep.ASK_CUSTOMER),
    "thread_taken": (_("Another application has taken over this conversation."), NextStep.CHECK_CHANNEL),
    "file_refused": (_("The provider refused the file."), NextStep.SHORTEN),
    "too_long": (_("The message is longer than the provider takes."), NextStep.SHORTEN),
    "restricted": (_("The provider has restricted this channel."), NextStep.CHECK_CHANNEL),
    "provider_trouble": (_("The provider is in trouble."), NextStep.RETRY),
    "blocked": (_("The customer has blocked us."), NextStep.ASK_CUSTOMER),
    "gone": (_("The customer’s account no longer exists."), NextStep.ASK_CUSTOMER),
    "must_write_first": (_("The customer has to write to us first."), NextStep.ASK_CUSTOMER),
    "quota_used": (_("This month’s messages are used up."), NextStep.CHECK_CHANNEL),
    "opted_out": (_("The recipient wants no messages from this number."), NextStep.ASK_CUSTOMER),
    "landline": (_("This number cannot receive text messages."), NextStep.ASK_CUSTOMER),
    "handset_unreachable": (_("The telephone was switched off or out of reach."), NextStep.RETRY),
    "region_not_enabled": (
        _("Sending to this country is not switched on at the provider."),
        NextStep.CHECK_CHANNEL,
    ),
    "held_back": (_("The provider held the message back: it was taken for advertising."), NextStep.WAIT),
    "blocked_by_us": (_("We have blocked this customer at the provider."), NextStep.CHECK_CHANNEL),
    "needs_phone": (
        _("This can only go to a telephone number, and theirs is not known."),
        NextStep.ASK_CUSTOMER,
    ),
    "template_values": (_("The values do not fit the template."), NextStep.PICK_TEMPLATE),
    "template_unusable": (
        _("The provider does not take this template any more."),
        NextStep.PICK_TEMPLATE,
    ),
    "bounced": (_("The message came back."), NextStep.CHECK_ADDRESS),
    "error": (_("Something went wrong while sending."), NextStep.RETRY),
}


def words_for(reason: str) -> str:
    """An unknown code is from a newer release: said in general words rather than not at all."""
    return str(WORDS.get(reason, WORDS["error"])[0])


def next_step(reason: str) -> NextStep:
    return WORDS.get(reason, WORDS["error"])[1]
