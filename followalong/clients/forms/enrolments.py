"""Starting, changing and ending a person's part in a program."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.forms.arrivals import PeerField
from followalong.clients.forms.outreach import OutreachForm
from followalong.clients.refusals import (
    AssignRefused,
    DeathRefused,
    DecisionRefused,
    EntryRefused,
    ExitRefused,
    FacetRefused,
)
from followalong.clients.rules import ENDS_ELSEWHERE, FOLLOWS_JOBS, SUPERVISOR_DECIDES, FacetKind
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

STAY = ("entered_on", "work_status", "specialist")


class SpecialistField(forms.ChoiceField):
    """Whoever may go along with a person; a label says how many people they go along with now."""

    def offer(self, staff: list[Any], me: Any = None) -> None:
        self.staff = {str(member.pk): member for member in staff}
        self.choices = [(key, _holding(member)) for key, member in self.staff.items()]
        mine = self.staff.get(str(me))
        # A supervisor who writes the first day down is seldom the one who goes along.
        if mine is not None and mine.role == "employment_specialist":
            self.initial = str(me)

    def clean(self, value: Any) -> Any:
        return self.staff.get(super().clean(value))


def _holding(member: Any) -> str:
    held = ngettext("%(count)d person", "%(count)d people", member.holds) % {"count": member.holds}
    return f"{member.name} · {held}"


class EnrolForm(OutreachForm):
    """The first day, the work a person has that day, who goes along, and two lines for later."""

    entered_on = fields.day(
        _("First day"), hint=_("The day you met and the person said yes to starting.")
    )
    work_status = forms.ChoiceField(label=_("Work on that day"), required=False, widget=ChipSelect)
    specialist = SpecialistField(
        label=_("Who goes along"),
        help_text=_("One person, from the first meeting to the job and after it."),
        widget=ChipSelect,
    )
    field_order = STAY
    error_fields = {**OutreachForm.error_fields, EntryRefused: "entered_on", DecisionRefused: ""}

    def __init__(
        self, *args: Any, pack: Pack, lang: str, staff: list[Any], me: Any, **kw: Any
    ) -> None:
        super().__init__(*args, pack=pack, lang=lang, **kw)
        statuses = pack.codes("enrolment.work_status_at_entry").choices(lang)
        self.fields["work_status"].choices = statuses
        self.fields["specialist"].offer(staff, me)

    def stay(self) -> dict[str, Any]:
        """What enrol and reopen take."""
        return {name: self.cleaned_data[name] for name in STAY}


class FirstDayForm(EnrolForm):
    """The same for somebody new, with the peer they could meet if nobody has asked them yet."""

    peer = PeerField(required=False)

    def __init__(self, *args: Any, peers: list[Any], offered: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if peers:
            self.fields["peer"].offer_peers(peers, offered)
        else:
            del self.fields["peer"]

    def asks_peer(self) -> bool:
        """True when they said whom, or that they would rather not."""
        return bool("peer" in self.fields and self.data.get("peer"))


class FacetForm(CommandForm):
    """One tap: something goes on from today. Each button sends its kind, or a pause's reason."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, required=False)
    reason = forms.ChoiceField(widget=forms.HiddenInput, required=False)
    error_fields = {FacetRefused: ""}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        kinds = pack.codes("facet.kind").choices(lang)
        known = [(k, label) for k, label in kinds if k in set(FacetKind) - FOLLOWS_JOBS]
        self.fields["kind"].choices = known
        self.fields["reason"].choices = pack.codes("pause.reason").choices(lang)

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("reason"):
            answers["kind"] = FacetKind.PAUSED.value
        elif not answers.get("kind") and not self.errors:
            self.add_error(None, _("Choose what is going on."))
        return answers


class EndFacetForm(CommandForm):
    """One tap: it is over from today."""

    error_fields = {FacetRefused: ""}


class AssignForm(CommandForm):
    """A change of worker: rare, dated, with a reason."""

    specialist = SpecialistField(label=_("Who goes along from now on"), widget=ChipSelect)
    from_on = fields.day(_("From"))
    reason = fields.line(
        _("Why"),
        hint=_("For example: leave, a change of area, the person’s wish."),
        needed=_("Say why."),
    )
    error_fields = {AssignRefused: "specialist"}

    def __init__(self, *args: Any, staff: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["specialist"].offer(staff)


class CloseForm(CommandForm):
    """An ending. Reasons that a supervisor decides are offered to supervisors only."""

    reason = forms.ChoiceField(label=_("Why support ends"), widget=ChipSelect)
    exited_on = fields.day(_("Last day"))
    note = fields.text(
        pgettext_lazy("about an ending", "What was said about it"),
        hint=_("For example: what the person would like if they come back."),
        rows=2,
    )
    error_fields = {ExitRefused: "reason", DeathRefused: "exited_on"}

    def __init__(self, *args: Any, pack: Pack, lang: str, leads: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        reasons = pack.codes("enrolment.exit_reason").choices(lang)
        self.fields["reason"].choices = [
            (code, label)
            for code, label in reasons
            if code not in ENDS_ELSEWHERE and (leads or code not in SUPERVISOR_DECIDES)
        ]
