from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "followalong.privacy"
    default_auto_field = "django.db.models.BigAutoField"
