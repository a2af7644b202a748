from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        from events import subscriptions
        from helpdesk.subscribers import SUBSCRIBERS

        subscriptions.install(SUBSCRIBERS)
