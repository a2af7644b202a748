"""Who may set up the installation: the lines of tests/security/policy.py for its admins' pages."""

from __future__ import annotations

from tests.security.refusals import ONLY_ADMIN, Policy, alike

SETTINGS: dict[str, Policy] = {
    **alike(
        ONLY_ADMIN,
        "GET",
        """routing:recount settings:first settings:agents settings:teams settings:skills settings:calendars
        settings:organisations settings:categories settings:rules settings:rule-history settings:sla
        settings:which-policy
        settings:rule-dry-run settings:rule-dry-run-changes settings:learning settings:surveys
        settings:channels settings:out-of-hours settings:channel-kinds settings:channel-guide
        settings:channel-health settings:chat-site chat-preview""",
    ),
    **alike(
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
    **alike(
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
    **alike(ONLY_ADMIN, "GET POST", "setup:show"),
    **alike(ONLY_ADMIN, "POST", "setup:hours setup:team setup:promises"),
}
