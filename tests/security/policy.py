"""Who may ask for what: one line for every route of the installation (N37).

A new route fails tests/security/test_every_route.py until it has its line here. Names are those of `reverse`.
What a policy does not name is refused by nobody: read it as "everybody else may".
"""

from __future__ import annotations

from tests.security.policy_of_settings import SETTINGS
from tests.security.refusals import (
    ABSENT,
    AGENT,
    ANYBODY,
    AUDITOR,
    ELSEWHERE,
    FORBIDDEN,
    INTERVENES,
    LEADERS,
    LEADS,
    LEADS_AND_WRITES,
    NO_SECOND_FACTOR,
    NOBODY,
    ONLY_ADMIN,
    ONLY_AGENT,
    OWNER,
    SEES_THE_TICKET,
    SIGNED_BY_THE_CLIENT,
    SIGNED_IN,
    STRANGE_PAGES,
    SUPERVISOR,
    SUPERVISOR_ELSEWHERE,
    WORKS_ON_THE_TICKET,
    WRITES,
    Policy,
    alike,
)

POLICIES: dict[str, Policy] = {
    # The machine's own, and the public doors
    **alike(ANYBODY, "GET", "alive ready"),
    **alike(ANYBODY, "POST", "set_language"),
    **alike(ANYBODY, "GET POST", "form rating"),
    **alike(ANYBODY, "GET", "form-thanks chat-script chat-page phone-music"),
    **alike(SIGNED_BY_THE_CLIENT, "POST", "hook"),
    **alike(NOBODY, "GET POST", "hook-beneath"),  # the world's hook has nothing there
    **alike(SIGNED_BY_THE_CLIENT, "GET", "hook-messages hook-receipt hook-file"),
    **alike(ANYBODY, "GET", "chat-settings"),
    **alike(NOBODY, "GET", "chat-file"),
    **alike(
        STRANGE_PAGES,
        "POST",
        """chat-visits chat-feed chat-history chat-messages chat-files chat-links chat-details chat-marks
        chat-typing chat-rating chat-leave chat-end chat-forget""",
    ),
    # Signing in, and one's own account
    **alike(
        ANYBODY,
        "GET POST",
        """account_login account_logout account_signup account_reset_password
        account_reset_password_from_key""",
    ),
    **alike(
        ANYBODY,
        "GET",
        """account_inactive account_email_verification_sent account_confirm_email
        account_reset_password_done account_reset_password_from_key_done""",
    ),
    **alike(
        SIGNED_IN,
        "GET POST",
        """account_reauthenticate account_change_password account_set_password mfa_authenticate
        account_confirm_login_code mfa_activate_totp mfa_reauthenticate
        mfa_generate_recovery_codes usersessions_list""",
    ),
    **alike(SIGNED_IN, "GET", "mfa_index account_email"),
    **alike(ONLY_AGENT, "POST", "me:session-ending"),
    **alike(NO_SECOND_FACTOR, "GET POST", "mfa_deactivate_totp"),
    **alike(NO_SECOND_FACTOR, "GET", "mfa_view_recovery_codes mfa_download_recovery_codes"),
    **alike(SIGNED_IN, "GET POST", "me:telephone"),
    **alike(SIGNED_IN, "POST", "me:presence me:beat me:theme me:language"),
    # Lists, which hold what the asker sees
    **alike(SIGNED_IN, "GET", "tickets:inbox tickets:list tickets:rows tickets:counts tickets:since"),
    **alike(SIGNED_IN, "GET", "tickets:customers"),
    **alike(SIGNED_IN, "GET POST", "tickets:notifications"),
    # One ticket
    **alike(
        SEES_THE_TICKET,
        "GET",
        """tickets:ticket tickets:head tickets:timeline tickets:facts tickets:side tickets:message-html
        tickets:message-text tickets:customer tickets:previous tickets:problem tickets:escalations
        tickets:escalation-now tickets:history tickets:announcement
        tickets:attachment""",
    ),
    # One customer: those who see one of their tickets
    **alike(SEES_THE_TICKET, "GET", "tickets:customer-page tickets:customer-history tickets:customer-likely"),
    **alike(WORKS_ON_THE_TICKET, "GET", "tickets:joinings"),
    **alike(WORKS_ON_THE_TICKET, "GET POST", "tickets:joining"),
    **alike(
        WORKS_ON_THE_TICKET,
        "POST",
        """tickets:customer-addresses tickets:address-removal tickets:address-again tickets:apart
        tickets:parting""",
    ),
    **alike(
        WORKS_ON_THE_TICKET,
        "GET",
        "tickets:assignees tickets:colleagues tickets:ways tickets:way tickets:problem-choice",
    ),
    **alike(
        WORKS_ON_THE_TICKET, "GET POST", "tickets:customer-form tickets:escalation tickets:announce"
    ),
    **alike(
        WORKS_ON_THE_TICKET,
        "POST",
        """tickets:replies tickets:notes tickets:claim tickets:transfer tickets:reopening tickets:priority
        tickets:category tickets:impression tickets:subject tickets:tags tickets:seen tickets:participant
        tickets:participant-removal tickets:withdrawal tickets:retry tickets:give-up tickets:draft-files
        tickets:addresses tickets:reaction tickets:escalation-removal
        tickets:escalation-following tickets:announcement-back file-fetch""",
    ),
    **alike(
        WORKS_ON_THE_TICKET,
        "POST DELETE",
        """tickets:assignment tickets:resolution tickets:hold tickets:tag tickets:following
        tickets:problem-link""",
    ),
    **alike(WORKS_ON_THE_TICKET, "GET PUT DELETE", "tickets:draft"),
    **alike(OWNER, "POST DELETE", "tickets:draft-file"),
    **alike(SEES_THE_TICKET, "GET", "visitor"),
    **alike(NOBODY | SIGNED_IN | {AUDITOR: FORBIDDEN}, "POST", "visitor-block"),  # the world's has no visitor
    **alike(SEES_THE_TICKET, "GET", "routing:clocks routing:receipt routing:why ticket-rating"),
    **alike(SIGNED_IN | {AGENT: FORBIDDEN, ELSEWHERE: FORBIDDEN}, "GET", "ratings"),
    # Calls: those of an agent are steered by nobody else, and the world has none
    **alike(SIGNED_IN, "GET", "calls:mine"),
    **alike(SIGNED_IN | {AGENT: FORBIDDEN, ELSEWHERE: FORBIDDEN}, "GET", "calls:all"),
    **alike(
        LEADERS,
        "GET",
        "board:show board:wall board:oldest board:answers board:forecast board:forecast-record",
    ),
    **alike(LEADERS | {AUDITOR: FORBIDDEN}, "GET POST", "board:moving"),
    **alike(LEADERS | {SUPERVISOR: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT}, "GET", "board:reshuffle"),
    **alike(
        LEADERS | {SUPERVISOR: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT, AUDITOR: FORBIDDEN},
        "POST",
        "board:reshuffle-undoing",
    ),
    **alike(SIGNED_IN, "GET", "offers:mine"),
    **alike(ONLY_AGENT | {AUDITOR: FORBIDDEN}, "POST", "offers:acceptance offers:refusal"),
    **alike(INTERVENES, "GET POST", "board:assignment board:extension board:pause"),
    **alike(
        INTERVENES,
        "POST",
        """board:pause-end board:taking-over board:nudge board:assignment-undoing board:nudge-undoing
        board:extension-undoing""",
    ),
    **alike(SIGNED_IN, "GET", "shifts:week"),  # an agent's own; a leader's teams
    **alike(INTERVENES, "GET POST", "shifts:agent"),
    **alike(INTERVENES, "POST", "shifts:days shifts:day-removal"),
    **alike(NOBODY | SIGNED_IN, "POST", "calls:transfer calls:end"),
    **alike(WORKS_ON_THE_TICKET, "GET POST", "calls:call-backs"),
    **alike(NOBODY | SIGNED_IN | {AUDITOR: FORBIDDEN}, "POST", "calls:call-back-stop"),
    # What did not leave, and what did not get in
    **alike(SIGNED_IN, "GET", "undeliverable:list"),
    **alike(WRITES, "POST", "undeliverable:retries"),
    **alike(WORKS_ON_THE_TICKET, "POST", "undeliverable:retry undeliverable:giving-up"),
    **alike(
        LEADS_AND_WRITES,
        "POST",
        "undeliverable:item-intake undeliverable:item-discard undeliverable:item-block",
    ),
    **alike(LEADS, "GET", "undeliverable:item-raw"),
    **alike(ONLY_ADMIN, "POST", "undeliverable:work-retry"),
    **SETTINGS,  # tests/security/policy_of_settings.py
    # In the demo alone; the tests run no demo (test_the_simulator_exists_in_the_demo_only)
    **alike(
        NOBODY,
        "GET",
        """simulator simulator-mail simulator-shop simulator-phone simulator-screen simulator-file
        simulator-telephone simulator-lines""",
    ),
    **alike(
        NOBODY,
        "POST",
        """simulator-mails simulator-call simulator-line simulator-acts simulator-people simulator-state
        simulator-mood""",
    ),
}  # fmt: skip
