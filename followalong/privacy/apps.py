from django.apps import AppConfig, apps


class PrivacyConfig(AppConfig):
    name = "followalong.privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.clients import events
        from followalong.clients.entries import NAMED
        from followalong.privacy.actions.deaths import stop_telling
        from followalong.privacy.copy_parts import PARTS, SPOKEN_OF
        from followalong.privacy.letting_go import enter_fates

        events.person_died.append(stop_telling)
        NAMED.update(apps.get_model(p.model) for p in PARTS if p.model in SPOKEN_OF)
        enter_fates()
