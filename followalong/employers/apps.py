from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "followalong.employers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.employers.actions.corrections import enter_kinds
        from followalong.employers.letting_go import enter_fates

        enter_kinds()
        enter_fates()
