"""Moving a referral on: the answer, the first talk, who follows up, the waiting list, a peer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from followalong.agencies.packs import Pack
from followalong.agencies.packs.eligibility import Question
from followalong.agencies.writing import CommandForm
from followalong.clients.forms.arrivals import OwnerField, PeerField
from followalong.clients.models import EligibilityAnswer, PeerMeeting, Referral
from followalong.clients.refusals import DecisionRefused, FollowRefused, TalkChanged
from followalong.clients.rules import (
    NOT_ASKED,
    REFERRAL_MOVES,
    ReferralDecision,
    decision_or_pending,
)
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput


class SaidForm(CommandForm):
    """A form whose fields are an action's arguments."""

    def said(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "command_id"}


class DecisionForm(SaidForm):
    """An answer to a referral. Only the moves that are open now are offered."""

    decision = forms.ChoiceField(label=_("What happens next?"), widget=ChipSelect)
    reason = forms.ChoiceField(
        label=_("Why not this program"),
        help_text=_("Only with “not this program”. These are all the reasons there are."),
        required=False,
        widget=ChipSelect,
    )
    note = fields.text(
        pgettext_lazy("about a decision", "A note for the team"),
        hint=_("For example: where else the person was helped to go."),
        rows=2,
    )
    wait_reason = forms.ChoiceField(
        label=_("Why it takes a while"),
        help_text=_("Only with the waiting list. The list is in the order of asking."),
        required=False,
        widget=ChipSelect,
    )
    touch_on = fields.next_day(_("Be in touch again"))
    error_fields = {DecisionRefused: "decision"}

    def __init__(self, *args: Any, pack: Pack, lang: str, now: str | None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        moves = REFERRAL_MOVES[decision_or_pending(now)]
        listed = pack.codes("referral.decision").choices(lang)
        again = {ReferralDecision.PENDING.value: _("Take it up again")}
        self.fields["decision"].choices = [
            (code, again.get(code, label)) for code, label in listed if code in moves
        ]
        self.can_decline = ReferralDecision.DECLINED in moves
        if self.can_decline:
            reasons = pack.codes("referral.decline_reason").choices(lang)
            self.fields["reason"].choices = reasons
        else:
            del self.fields["reason"]
        self.can_wait = ReferralDecision.WAITLISTED in moves
        if self.can_wait:
            waits = pack.codes("referral.wait_reason").choices(lang)
            self.fields["wait_reason"].choices = waits
        else:
            del self.fields["wait_reason"], self.fields["touch_on"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        is_declined = answers.get("decision") == ReferralDecision.DECLINED
        if is_declined and not answers.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Choose why this program is not the right one."))
        if not is_declined:
            # The choice was left over from a decision that was not taken.
            answers["reason"] = None
        return answers


class WaitForm(SaidForm):
    """The waiting list: why, and when we are next in touch."""

    wait_reason = forms.ChoiceField(
        label=_("Why it takes a while"), required=False, widget=ChipSelect
    )
    touch_on = fields.next_day(_("Be in touch again"))
    error_fields = {DecisionRefused: ""}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        waits = pack.codes("referral.wait_reason").choices(lang)
        self.fields["wait_reason"].choices = waits


class HandOnForm(SaidForm):
    """Who follows a referral up from now on."""

    owner = OwnerField(label=_("Who follows it up"), widget=ChipSelect)
    error_fields = {FollowRefused: "owner"}

    def __init__(self, *args: Any, staff: list[Any], owner: UUID | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["owner"].offer(staff, _("Everyone"), _carrying)
        self.fields["owner"].initial = str(owner or OwnerField.none)


def _carrying(member: Any) -> str:
    """How much somebody carries now, and whether they are here: said, never a reason to refuse."""
    number = member.holds + member.follows
    held = ngettext("%(count)d person", "%(count)d people", number) % {"count": number}
    return " · ".join(
        filter(None, [member.name, held, str(_("away today")) if member.is_away else ""])
    )


class PeerForm(CommandForm):
    """Whether the person would like to meet a peer first."""

    peer = PeerField()

    def __init__(
        self,
        *args: Any,
        peers: list[Any],
        offered: UUID | None = None,
        meeting: PeerMeeting | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["peer"].offer_peers(peers, offered)
        if meeting:
            self.fields["peer"].initial = str(meeting.peer_id or PeerField.none)


class TalkForm(CommandForm):
    """The first talk. Questions are the pack's; any of them may be left."""

    talked_on = forms.DateField(
        label=_("When you talked"),
        required=False,
        widget=DateInput,
        validators=[fields.not_after_today],
    )
    note = fields.text(
        _("Is this a good fit for you both?"),
        hint=_(
            "What they hope for, what they want to know about us, where else may help."
            " No health details."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        lang: str,
        questions: tuple[Question, ...],
        said: Mapping[str, EligibilityAnswer],
        row: Referral,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.questions = {f"ask_{one.key}": one for one in questions}
        answers = pack.codes("eligibility_answer.answer").choices(lang)
        for name, one in self.questions.items():
            kept = said.get(one.key)
            self.fields[name] = forms.ChoiceField(
                label=one.ask.say(lang),
                help_text=one.why.say(lang),
                choices=answers,
                initial=kept.answer if kept else NOT_ASKED,
                required=False,
                widget=ChipSelect,
            )
        self.order_fields([*self.questions, "note", "talked_on"])
        self.initial.update(
            note=row.talk_note,
            talked_on=row.talked_on or clock.localdate(),
            version=row.version,
        )

    def over(self, changed: TalkChanged) -> None:
        """The same words over what is stored now: saving again is a choice."""
        self.data = self.data.copy()
        self.data["version"] = str(changed.stored.version)
        self.add_error("note", str(changed))

    def said(self) -> dict[str, Any]:
        """What record_talk takes; a question without an answer was not asked."""
        kept = self.cleaned_data
        answers = {one: kept[name] or NOT_ASKED for name, one in self.questions.items()}
        told = {name: kept[name] for name in ("talked_on", "note", "version")}
        return {**told, "answers": answers}
