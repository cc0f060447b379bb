from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "followalong.clients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.agencies import locks, traces
        from followalong.clients.actions import corrections_choices, corrections_stays, files
        from followalong.clients.letting_go import enter_fates
        from followalong.clients.locks import locked_from
        from followalong.clients.traces import opened_by

        locks.look_ups.append(locked_from)
        traces.tracers.append(opened_by)
        enter_fates()
        files.enter_kinds()
        corrections_stays.enter_kinds()
        corrections_choices.enter_kinds()
