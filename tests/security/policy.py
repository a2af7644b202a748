"""Who may ask for what: one line for every route of the installation (N37).

A new route fails tests/security/test_every_route.py until it has its line here. Names are those of `reverse`.
What a policy does not name is refused by nobody: read it as "everybody else may".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STRANGER, ELSEWHERE, AGENT = "stranger", "agent elsewhere", "agent"
SUPERVISOR, SUPERVISOR_ELSEWHERE = "supervisor", "supervisor elsewhere"
ADMIN, AUDITOR = "admin", "auditor"
ROLES = (STRANGER, ELSEWHERE, AGENT, SUPERVISOR, SUPERVISOR_ELSEWHERE, ADMIN, AUDITOR)
SIGN_IN, FORBIDDEN, ABSENT, NOT_GENUINE = "sign in first", "403", "404", "401"


@dataclass(frozen=True)
class Policy:
    """Which methods are answered, who is refused, and how."""

    methods: tuple[str, ...]
    refused: Mapping[str, str]


ANYBODY: dict[str, str] = {}
SIGNED_IN = {STRANGER: SIGN_IN}
SEES_THE_TICKET = SIGNED_IN | {ELSEWHERE: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT}
WORKS_ON_THE_TICKET = SEES_THE_TICKET | {AUDITOR: FORBIDDEN}
WRITES = SIGNED_IN | {AUDITOR: FORBIDDEN}
ONLY_ADMIN = SIGNED_IN | {role: FORBIDDEN for role in ROLES if role not in {STRANGER, ADMIN}}
LEADS = SIGNED_IN | {ELSEWHERE: ABSENT, AGENT: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT}
LEADS_AND_WRITES = LEADS | {AUDITOR: FORBIDDEN}
LEADERS = SIGNED_IN | {AGENT: FORBIDDEN, ELSEWHERE: FORBIDDEN}  # each reads of their own teams
INTERVENES = LEADERS | {SUPERVISOR_ELSEWHERE: ABSENT, AUDITOR: FORBIDDEN}
OWNER = WORKS_ON_THE_TICKET | {SUPERVISOR: ABSENT, ADMIN: ABSENT}  # the agent who began the draft
SIGNED_BY_THE_CLIENT = dict.fromkeys(ROLES, NOT_GENUINE)  # a session opens nothing there
ONLY_AGENT = SIGNED_IN | {role: ABSENT for role in ROLES if role not in {STRANGER, AGENT}}
NOBODY = dict.fromkeys(ROLES, ABSENT)
STRANGE_PAGES = dict.fromkeys(ROLES, FORBIDDEN)  # who comes from no page of the shop, whoever they are
NO_SECOND_FACTOR = NOBODY | SIGNED_IN  # agents in these tests have none


def _all(refused: Mapping[str, str], methods: str, names: str) -> dict[str, Policy]:
    return {name: Policy(tuple(methods.split()), refused) for name in names.split()}


POLICIES: dict[str, Policy] = {
    # The machine's own, and the public doors
    **_all(ANYBODY, "GET", "alive ready"),
    **_all(ANYBODY, "POST", "set_language"),
    **_all(ANYBODY, "GET POST", "form rating"),
    **_all(ANYBODY, "GET", "form-thanks chat-script chat-page phone-music"),
    **_all(SIGNED_BY_THE_CLIENT, "POST", "hook"),
    **_all(NOBODY, "GET POST", "hook-beneath"),  # the world's hook has nothing there
    **_all(SIGNED_BY_THE_CLIENT, "GET", "hook-messages hook-receipt hook-file"),
    **_all(ANYBODY, "GET", "chat-settings"),
    **_all(NOBODY, "GET", "chat-file"),
    **_all(
        STRANGE_PAGES,
        "POST",
        """chat-visits chat-feed chat-history chat-messages chat-files chat-links chat-details chat-marks
        chat-typing chat-rating chat-leave chat-end chat-forget""",
    ),
    # Signing in, and one's own account
    **_all(
        ANYBODY,
        "GET POST",
        """account_login account_logout account_signup account_reset_password
        account_reset_password_from_key""",
    ),
    **_all(
        ANYBODY,
        "GET",
        """account_inactive account_email_verification_sent account_confirm_email
        account_reset_password_done account_reset_password_from_key_done""",
    ),
    **_all(
        SIGNED_IN,
        "GET POST",
        """account_reauthenticate account_change_password account_set_password mfa_authenticate
        account_confirm_login_code mfa_activate_totp mfa_reauthenticate
        mfa_generate_recovery_codes usersessions_list""",
    ),
    **_all(SIGNED_IN, "GET", "mfa_index account_email"),
    **_all(ONLY_AGENT, "POST", "me:session-ending"),
    **_all(NO_SECOND_FACTOR, "GET POST", "mfa_deactivate_totp"),
    **_all(NO_SECOND_FACTOR, "GET", "mfa_view_recovery_codes mfa_download_recovery_codes"),
    **_all(SIGNED_IN, "GET POST", "me:telephone"),
    **_all(SIGNED_IN, "POST", "me:presence me:beat me:theme me:language"),
    # Lists, which hold what the asker sees
    **_all(SIGNED_IN, "GET", "tickets:inbox tickets:list tickets:rows tickets:counts tickets:since"),
    **_all(SIGNED_IN, "GET", "tickets:customers"),
    **_all(SIGNED_IN, "GET POST", "tickets:notifications"),
    # One ticket
    **_all(
        SEES_THE_TICKET,
        "GET",
        """tickets:ticket tickets:head tickets:timeline tickets:facts tickets:side tickets:message-html
        tickets:message-text tickets:customer tickets:previous tickets:problem tickets:escalations
        tickets:escalation-now tickets:history tickets:announcement
        tickets:attachment""",
    ),
    # One customer: those who see one of their tickets
    **_all(SEES_THE_TICKET, "GET", "tickets:customer-page tickets:customer-history tickets:customer-likely"),
    **_all(WORKS_ON_THE_TICKET, "GET", "tickets:joinings"),
    **_all(WORKS_ON_THE_TICKET, "GET POST", "tickets:joining"),
    **_all(
        WORKS_ON_THE_TICKET,
        "POST",
        """tickets:customer-addresses tickets:address-removal tickets:address-again tickets:apart
        tickets:parting""",
    ),
    **_all(
        WORKS_ON_THE_TICKET,
        "GET",
        "tickets:assignees tickets:colleagues tickets:ways tickets:way tickets:problem-choice",
    ),
    **_all(
        WORKS_ON_THE_TICKET, "GET POST", "tickets:customer-form tickets:escalation tickets:announce"
    ),
    **_all(
        WORKS_ON_THE_TICKET,
        "POST",
        """tickets:replies tickets:notes tickets:claim tickets:transfer tickets:reopening tickets:priority
        tickets:category tickets:impression tickets:subject tickets:tags tickets:seen tickets:participant
        tickets:participant-removal tickets:withdrawal tickets:retry tickets:give-up tickets:draft-files
        tickets:addresses tickets:reaction tickets:escalation-removal
        tickets:escalation-following tickets:announcement-back file-fetch""",
    ),
    **_all(
        WORKS_ON_THE_TICKET,
        "POST DELETE",
        """tickets:assignment tickets:resolution tickets:hold tickets:tag tickets:following
        tickets:problem-link""",
    ),
    **_all(WORKS_ON_THE_TICKET, "GET PUT DELETE", "tickets:draft"),
    **_all(OWNER, "POST DELETE", "tickets:draft-file"),
    **_all(SEES_THE_TICKET, "GET", "visitor"),
    **_all(NOBODY | SIGNED_IN | {AUDITOR: FORBIDDEN}, "POST", "visitor-block"),  # the world's has no visitor
    **_all(SEES_THE_TICKET, "GET", "routing:clocks routing:receipt routing:why ticket-rating"),
    **_all(SIGNED_IN | {AGENT: FORBIDDEN, ELSEWHERE: FORBIDDEN}, "GET", "ratings"),
    # What did not leave, and what did not get in
    # Calls: those of an agent are steered by nobody else, and the world has none
    **_all(SIGNED_IN, "GET", "calls:mine"),
    **_all(SIGNED_IN | {AGENT: FORBIDDEN, ELSEWHERE: FORBIDDEN}, "GET", "calls:all"),
    **_all(
        LEADERS,
        "GET",
        "board:show board:wall board:oldest board:answers board:forecast board:forecast-record",
    ),
    **_all(LEADERS | {AUDITOR: FORBIDDEN}, "GET POST", "board:moving"),
    **_all(LEADERS | {SUPERVISOR: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT}, "GET", "board:reshuffle"),
    **_all(
        LEADERS | {SUPERVISOR: ABSENT, SUPERVISOR_ELSEWHERE: ABSENT, AUDITOR: FORBIDDEN},
        "POST",
        "board:reshuffle-undoing",
    ),
    **_all(SIGNED_IN, "GET", "offers:mine"),
    **_all(ONLY_AGENT | {AUDITOR: FORBIDDEN}, "POST", "offers:acceptance offers:refusal"),
    **_all(INTERVENES, "GET POST", "board:assignment board:extension board:pause"),
    **_all(
        INTERVENES,
        "POST",
        """board:pause-end board:taking-over board:nudge board:assignment-undoing board:nudge-undoing
        board:extension-undoing""",
    ),
    **_all(SIGNED_IN, "GET", "shifts:week"),  # an agent's own; a leader's teams
    **_all(INTERVENES, "GET POST", "shifts:agent"),
    **_all(INTERVENES, "POST", "shifts:days shifts:day-removal"),
    **_all(NOBODY | SIGNED_IN, "POST", "calls:transfer calls:end"),
    **_all(WORKS_ON_THE_TICKET, "GET POST", "calls:call-backs"),
    **_all(NOBODY | SIGNED_IN | {AUDITOR: FORBIDDEN}, "POST", "calls:call-back-stop"),
    **_all(SIGNED_IN, "GET", "undeliverable:list"),
    **_all(WRITES, "POST", "undeliverable:retries"),
    **_all(WORKS_ON_THE_TICKET, "POST", "undeliverable:retry undeliverable:giving-up"),
    **_all(
        LEADS_AND_WRITES,
        "POST",
        "undeliverable:item-intake undeliverable:item-discard undeliverable:item-block",
    ),
    **_all(LEADS, "GET", "undeliverable:item-raw"),
    **_all(ONLY_ADMIN, "POST", "undeliverable:work-retry"),
    # Settings
    **_all(
        ONLY_ADMIN,
        "GET",
        """routing:recount settings:first settings:agents settings:teams settings:skills settings:calendars
        settings:organisations settings:categories settings:rules settings:rule-history settings:sla
        settings:rule-dry-run settings:rule-dry-run-changes settings:learning settings:surveys
        settings:channels settings:out-of-hours settings:channel-kinds settings:channel-guide
        settings:channel-health settings:chat-site chat-preview""",
    ),
    **_all(
        ONLY_ADMIN,
        "GET POST",
        """settings:new-agent settings:agent settings:new-team settings:team settings:new-skill settings:skill
        settings:new-calendar
        settings:calendar settings:new-organisation settings:organisation settings:company settings:security
        settings:workload settings:new-category settings:category settings:new-rule settings:rule
        settings:rule-dry-runs settings:rule-one-message settings:priority settings:learned
        settings:new-policy settings:policy settings:new-channel settings:channel settings:channel-key
        settings:blocks settings:survey settings:out-of-hours-reply settings:channel-templates""",
    ),
    **_all(
        ONLY_ADMIN,
        "POST",
        """routing:calendar-moves routing:policy-moves settings:several-holidays
        settings:invitation settings:agent-activity settings:holidays settings:holiday
        settings:national-holidays settings:rule-place settings:rule-activity settings:rule-copy
        settings:rule-removal settings:rule-publication settings:rule-draft-removal
        settings:rule-restoration settings:policy-place settings:learning-training settings:learned-use
        settings:policy-removal settings:out-of-hours-preview settings:channel-test settings:channel-hook
        settings:channel-pause settings:block-removal""",
    ),
    # The first run; here somebody exists already
    **_all(ONLY_ADMIN, "GET POST", "setup:show"),
    **_all(ONLY_ADMIN, "POST", "setup:hours setup:team setup:promises"),
    # In the demo alone; the tests run no demo (test_the_simulator_exists_in_the_demo_only)
    **_all(
        NOBODY,
        "GET",
        """simulator simulator-mail simulator-shop simulator-phone simulator-screen simulator-file
        simulator-telephone simulator-lines""",
    ),
    **_all(
        NOBODY,
        "POST",
        """simulator-mails simulator-call simulator-line simulator-acts simulator-people simulator-state
        simulator-mood""",
    ),
}  # fmt: skip
