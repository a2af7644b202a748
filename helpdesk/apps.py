from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        from analytics.open_surveys import OpenSurveys
        from channels_in import surveys
        from channels_in.holders import holder_of
        from events import subscriptions
        from helpdesk.subscribers import SUBSCRIBERS
        from people.customers_write_to import HOLDERS
        from people.team_uses import USES
        from routing import team_uses as rules
        from routing.models import RuleName
        from tickets import team_uses as doors
        from tickets import timeline_names

        subscriptions.install(SUBSCRIBERS)
        timeline_names.MODELS["rule"] = RuleName
        surveys.ASKERS[:] = [OpenSurveys()]
        HOLDERS[:] = [holder_of]
        USES[:] = [doors.uses_of, rules.uses_of]
