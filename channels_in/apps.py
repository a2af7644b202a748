from django.apps import AppConfig


class ChannelsInConfig(AppConfig):
    name = "channels_in"

    def ready(self) -> None:
        from channels_in.late_answers import is_granted
        from channels_in.sending_troubles import keeps_from_sending
        from tickets import channel_troubles, late_answers

        late_answers.ask(is_granted)
        channel_troubles.ask(keeps_from_sending)
