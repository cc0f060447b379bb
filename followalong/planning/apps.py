from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "followalong.planning"
    default_auto_field = "django.db.models.BigAutoField"
