from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        from events import subscriptions
        from helpdesk.subscribers import SUBSCRIBERS
        from people.team_uses import USES
        from routing import team_uses as rules
        from routing.models import RoutingRule
        from tickets import team_uses as doors
        from tickets import timeline_names

        subscriptions.install(SUBSCRIBERS)
        timeline_names.MODELS["rule"] = RoutingRule
        USES[:] = [doors.uses_of, rules.uses_of]
