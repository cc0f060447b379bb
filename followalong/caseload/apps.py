from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "followalong.caseload"
    default_auto_field = "django.db.models.BigAutoField"
