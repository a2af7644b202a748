from django.urls import include, path

from helpdesk import health_views

urlpatterns = [
    path("healthz", health_views.alive, name="alive"),
    path("readyz", health_views.ready, name="ready"),
    path("accounts/", include("allauth.urls")),
]
