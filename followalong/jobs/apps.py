from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "followalong.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.jobs.actions.corrections import enter_kinds
        from followalong.jobs.letting_go import enter_fates

        enter_kinds()
        enter_fates()
