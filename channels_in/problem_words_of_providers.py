"""What keeps the channels of providers from hearing of customers or answering them, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from channels_in.problem import TOKEN, Problem

PROBLEMS: dict[str, Problem] = {
    "send_login": Problem(
        _("The provider refuses our login."),
        _("Check the account, its keys, and that it is not suspended."),
    ),
    "send_account": Problem(_("The provider knows no such account."), _("Check the account.")),
    "send_sender": Problem(
        _("The provider refuses our number as sender."),
        _("Check that the number belongs to this account and can send text messages."),
    ),
    "poll_unreachable": Problem(
        _("The provider does not say which messages we may have missed."),
        _("Check the account and its keys, and that this machine may reach the provider."),
    ),
    "send_token": Problem(_("The provider no longer accepts our access token."), TOKEN),
    "send_permission": Problem(
        _("The provider does not let us send."),
        _("Look at the application’s permissions, and whether it is published."),
    ),
    "send_restricted": Problem(
        _("The provider has restricted the account."), _("Look at the account’s own pages at the provider.")
    ),
    "send_link": Problem(
        _("Page and account are not linked, or the account lacks a second step at sign-in."),
        _("Link them again in the settings of the page."),
    ),
    "send_access_off": Problem(
        _("The account lets no application see its messages."),
        _("Switch on “Allow access to messages” in the application of Instagram."),
    ),
    "send_throughput": Problem(
        _("The provider takes no more messages for now."), _("It is tried again by itself.")
    ),
    "send_unreachable": Problem(
        _("The provider does not answer."),
        _("Check that this machine reaches the internet. It is asked again by itself."),
    ),
    "send_number": Problem(
        _("The provider knows no such number for this account."),
        _("Compare the number’s ID here with the one at the provider, and that the token is of its account."),
    ),
    "send_other_account": Problem(
        _("The keys are of another account than the one that is named here."),
        _("Compare the IDs here with those at the provider, or paste the keys of this account."),
    ),
    "send_other_app": Problem(
        _("The access token is of another app."), _("Make a token for the app whose ID stands here.")
    ),
    "send_no_voice": Problem(
        _("The number takes no calls."), _("Choose a number with voice, or buy one at the provider.")
    ),
    "send_no_sms": Problem(
        _("The number can send no SMS."), _("Choose a number with SMS, or buy one at the provider.")
    ),
    "send_billing": Problem(
        _("The provider lacks a way to be paid."), _("Settle the payment in the provider’s own pages.")
    ),
    "send_quota": Problem(
        _("The messages of this month are used up."), _("Buy more at the provider, or wait for next month.")
    ),
    "hook_not_set": Problem(
        _("The provider has not been told our address: nothing comes in."),
        _("Press “Tell the provider our address”."),
    ),
    "hook_elsewhere": Problem(
        _("The provider sends its messages to another address, not to this installation."),
        _("If another program used this account, press “Tell the provider our address” to take it over."),
    ),
    "hook_failing": Problem(
        _("The provider cannot deliver messages to us."),
        _("Check that this address can be reached from the internet, by https."),
    ),
    "hook_refused": Problem(
        _("The provider does not accept our address."),
        _("It wants https, a valid certificate and a usual port."),
    ),
    "hook_unreachable": Problem(
        _("Our address cannot be called from outside: providers want https."),
        _("Set BASE_URL to the https address that the internet knows this installation by."),
    ),
    "hook_by_hand": Problem(
        _("Here the address has to be entered by hand."),
        _("Copy it from this page; the guide says where it goes."),
    ),
    "hook_fields": Problem(
        _("The provider leaves out some of what we need to hear of."),
        _("Press “Tell the provider our address”: it also says what we want to hear."),
    ),
    "hook_unsubscribed": Problem(
        _("The provider does not pass messages of this account to our app."),
        _("Press “Tell the provider our address”. It happens by itself when we could not be reached."),
    ),
    "hook_switched_off": Problem(
        _("Passing messages on is switched off at the provider."), _("Switch on “Use webhook” there.")
    ),
    "hook_overridden": Problem(
        _("Another setting of the number overrides our address."),
        _("Remove its messaging service or application at the provider."),
    ),
    "send_secret": Problem(
        _("The app’s secret that we hold is not the one of this access token: the provider refuses us."),
        _("Paste the secret and the token of one and the same app."),
    ),
    "hook_secret": Problem(
        _("The secret that the provider signs with is not the one we hold: its messages would be refused."),
        _("Paste the present one into its field below."),
    ),
    "refusals_many": Problem(
        _("Many requests in this channel’s name were refused: they were not signed as they should be."),
        _("If the secret was changed at the provider, paste the new one. Otherwise somebody is trying."),
    ),
    "refusals_origin": Problem(
        _("Many requests for this chat were refused: they came from pages that are not among its sites."),
        _("If one of them is yours, add its address under Sites. Otherwise somebody has copied the line."),
    ),
    "expiry_soon": Problem(
        _("The access token ends within two weeks."),
        _("Make a new one before that and paste it below. One of a system user need not end."),
    ),
    "expiry_now": Problem(
        _("The access token ends within three days."),
        _("Make a new one today and paste it below: without it nothing goes out."),
    ),
    "expiry_over": Problem(
        _("The access token has ended: nothing goes out."), _("Make a new one and paste it below.")
    ),
    "quota_nearly": Problem(
        _("The messages of this month are nearly used up."), _("Buy more at the provider in time.")
    ),
    "missed_some": Problem(
        _("Some of what customers did within the last day never came: its numbers are missing."),
        _("The provider keeps it for a day while we cannot be reached. Ask who wrote then to write again."),
    ),
    "silent_unusual": Problem(
        _("It is unusually quiet: at this hour of other weeks customers had written."),
        _("Test the connection. If that is well, write to the channel yourself."),
    ),
    "policy_enforced": Problem(
        _("The provider says that the account broke its rules."),
        _("Look at the account’s own pages at the provider."),
    ),
}
