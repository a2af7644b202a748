from django.http import HttpRequest, HttpResponse
from django.urls import path


def crash(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("planted")


urlpatterns = [path("crash/", crash)]

handler500 = "helpdesk.refusal_views.broken"
