from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from helpdesk.lib import refused


class Refused(refused.Refused):
    WORDS: ClassVar = {
        "nothing_to_publish": _("Nothing is published: the draft says what is live already."),
        "live_moved": _(
            "Not published: %(who)s has published version %(version)s since you looked. In it: %(changes)s."
        ),
        "draft_moved": _(
            "Not published: the draft is not what you looked at any more. Since then: %(changes)s."
        ),
        "draft_in_the_way": _("There is a draft that is not live: %(changes)s. Publish or discard it first."),
        "version_gone": _("The file of this version is not there any more. Learn again to get another."),
        "may_not_pause": _("Your role may look at this, but not change it."),
        "pause_without_reason": _("Say why, in at most %(limit)s characters."),
        "paused_already": _("Routing to %(team)s is paused already."),
        "not_yours_to_undo": _("Only who moved them can take it back."),
        "undone_already": _("This was undone already."),
        "resumed_already": _("It goes on already."),
        "offer_without_reason": _("Choose why you do not take it."),
        "live_already": _("Version %(version)s says what is live already."),
    }
