from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "followalong.matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.matching.letting_go import enter_fates

        enter_fates()
