from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    name = "followalong.caseload"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from followalong.caseload.actions import (
            ask_for_it_again,
            end_on_exit,
            leave_in_peace,
            move_plans,
            refresh_on_change,
            refresh_referral,
            stop_plans,
        )
        from followalong.caseload.actions.corrections import enter_kinds
        from followalong.caseload.letting_go import enter_fates
        from followalong.clients import events

        # Clocks follow entries, exits and facets, which the room below writes.
        events.enrolment_changed.append(refresh_on_change)
        events.referral_changed.append(refresh_referral)
        # What comes back ends with the exit.
        events.enrolment_changed.append(end_on_exit)
        enter_kinds()
        enter_fates()
        # Somebody who asked us to stop is not met either.
        events.enrolment_changed.append(leave_in_peace)
        # Who goes along from a day on has the plans from then on.
        events.handed_over.append(move_plans)
        # Once somebody has died, nothing is planned with them.
        events.person_died.append(stop_plans)
        events.file_taken_away.append(ask_for_it_again)
