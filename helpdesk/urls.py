from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from helpdesk import health_views
from people.views import me

urlpatterns = [
    path("healthz", health_views.alive, name="alive"),
    path("readyz", health_views.ready, name="ready"),
    path("accounts/email/", me.address, name="account_email"),  # instead of allauth's, which changes it
    path("accounts/", include("allauth.urls")),
    path("me/", include("people.me_urls")),
    path("setup/", include("helpdesk.setup.urls")),
    path("settings/", include("helpdesk.settings_urls")),
    path("routing/", include("routing.urls")),
    path("", include("tickets.urls")),
    path("shifts/", include("people.shifts_urls")),
    path("board/", include("routing.board_urls")),
    path("offers/", include("routing.offers_urls")),
    path("calls/", include("channels_in.calls_urls")),
    path("undeliverable/", include("channels_in.undeliverable_urls")),
    path("", include("channels_in.urls")),
    path("", include("analytics.urls")),
    path("language/", set_language, name="set_language"),
]

if settings.ENV.bench:
    from helpdesk.bench import floors

    urlpatterns += [path("bench/trivial/", floors.trivial), path("bench/empty/", floors.empty_page)]

handler400 = "helpdesk.refusal_views.bad_request"
handler403 = "helpdesk.refusal_views.forbidden"
handler404 = "helpdesk.refusal_views.not_found"
handler500 = "helpdesk.refusal_views.broken"
