from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        from events import subscriptions
        from helpdesk.subscribers import SUBSCRIBERS
        from routing.models import RoutingRule
        from tickets import timeline_names

        subscriptions.install(SUBSCRIBERS)
        timeline_names.MODELS["rule"] = RoutingRule
