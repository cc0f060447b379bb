from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "followalong.clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.agencies import locks
        from followalong.clients.actions import corrections_choices, corrections_stays, files
        from followalong.clients.locks import locked_from

        locks.look_ups.append(locked_from)
        files.enter_kinds()
        corrections_stays.enter_kinds()
        corrections_choices.enter_kinds()
