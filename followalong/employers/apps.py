from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "followalong.employers"
    default_auto_field = "django.db.models.BigAutoField"
