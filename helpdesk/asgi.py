"""The web process: pages by HTTP, live updates by web socket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
os.environ.setdefault("ALUR_PROCESS", "web")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter

from channels_in.webchat.socket import visitors
from helpdesk.body_limit import BodyLimit
from helpdesk.bulkhead import Bulkhead, ByPath
from helpdesk.origin import OwnOrigin
from helpdesk.sockets import websocket_urlpatterns

sockets = ByPath(
    prefix="/chat/",
    there=visitors,  # on other people's sites, which it knows itself
    elsewhere=OwnOrigin(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
)
application = ProtocolTypeRouter({"http": BodyLimit(Bulkhead(pages)), "websocket": sockets})
