from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "followalong.exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.exchange.letting_go import enter_fates

        enter_fates()
