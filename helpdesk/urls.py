from django.conf import settings
from django.urls import include, path

from helpdesk import health_views

urlpatterns = [
    path("healthz", health_views.alive, name="alive"),
    path("readyz", health_views.ready, name="ready"),
    path("accounts/", include("allauth.urls")),
]

if settings.ENV.bench:
    from helpdesk.bench import floors

    urlpatterns += [path("bench/trivial/", floors.trivial), path("bench/empty/", floors.empty_page)]
