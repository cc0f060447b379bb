from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "followalong.clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.clients.actions import corrections_choices, corrections_stays, files

        files.enter_kinds()
        corrections_stays.enter_kinds()
        corrections_choices.enter_kinds()
