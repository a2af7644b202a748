from django.apps import AppConfig


class ChannelsInConfig(AppConfig):
    name = "channels_in"

    def ready(self) -> None:
        from channels_in.late_answers import is_granted
        from tickets import late_answers

        late_answers.ask(is_granted)
