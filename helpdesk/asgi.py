"""The web process: pages by HTTP, live updates by web socket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
os.environ.setdefault("ALUR_PROCESS", "web")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter

from helpdesk.body_limit import BodyLimit
from helpdesk.origin import OwnOrigin
from helpdesk.sockets import websocket_urlpatterns

sockets = OwnOrigin(AuthMiddlewareStack(URLRouter(websocket_urlpatterns)))
application = ProtocolTypeRouter({"http": BodyLimit(pages), "websocket": sockets})
