from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "followalong.planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.planning.letting_go import enter_fates

        enter_fates()
