"""What a person wants locked away, as somebody here writes it down."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.locks import EVERYTHING
from followalong.agencies.models import Membership, Program
from followalong.agencies.packs import Pack
from followalong.agencies.roles import ROLES
from followalong.agencies.writing import CommandForm
from followalong.clients.lock_parts import PARTS
from followalong.clients.lock_refusals import AlreadyLifted, KeeperLockedOut, NobodyKeeps
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, ChipSelectMultiple

OTHERS = "others"


class LockForm(CommandForm):
    part = forms.ChoiceField(
        label=_("What is it about?"),
        widget=ChipSelect,
        choices=list(PARTS.items()),
        error_messages={"required": _("Choose what is to be locked away.")},
    )
    away_from = forms.ChoiceField(
        label=_("From whom?"),
        error_messages={"required": _("Choose from whom it is locked away.")},
    )
    keepers = forms.MultipleChoiceField(
        label=_("Who goes on seeing it?"),
        help_text=_("At least one colleague, so that the person is not left alone with it."),
        widget=ChipSelectMultiple,
        error_messages={"required": _("Choose at least one colleague who goes on seeing it.")},
    )
    words = fields.line(
        _("In their own words"),
        at_most=1000,
        needed=_("Write what they said: it is their decision."),
    )
    way = forms.ChoiceField(
        label=_("How did they ask?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose how they asked.")},
    )
    asked_on = fields.day(_("On which day?"))
    error_fields = {NobodyKeeps: "keepers", KeeperLockedOut: "keepers"}

    def __init__(
        self,
        *args: Any,
        staff: Sequence[Membership],
        programs: Sequence[Program],
        ways: Sequence[tuple[str, str]],
        is_entry: bool,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        if is_entry:
            del self.fields["part"]
        named = [(str(m.pk), f"{m.name}, {gettext(ROLES[m.role].title)}") for m in staff]
        self.fields["keepers"].choices = named
        self.fields["away_from"].choices = [
            ("", "—"),
            (OTHERS, gettext("Everybody but those named below")),
            (gettext("One colleague"), [(f"member:{key}", text) for key, text in named]),
            (gettext("Everybody in a role"), _roles(staff)),
            (gettext("A program’s staff"), [(f"program:{p.pk}", p.name) for p in programs]),
        ]
        self.fields["way"].choices = ways

    def values(self) -> dict[str, Any]:
        """What lock_away is told, but about whom and which entry."""
        said = self.cleaned_data
        kind, _colon, whom = said["away_from"].partition(":")
        return {
            "part": said.get("part") or EVERYTHING,
            "membership_id": UUID(whom) if kind == "member" else None,
            "role": whom if kind == "role" else None,
            "program_id": UUID(whom) if kind == "program" else None,
            "keepers": [UUID(one) for one in said["keepers"]],
            **{name: said[name] for name in ("words", "way", "asked_on")},
        }


class LiftForm(CommandForm):
    words = fields.line(
        _("What did the person say?"),
        at_most=1000,
        needed=_("Write what they said: only they can have it lifted."),
    )
    error_fields = {AlreadyLifted: "words"}


def _roles(staff: Sequence[Membership]) -> list[tuple[str, str]]:
    slugs = sorted({m.role for m in staff})
    return [(f"role:{slug}", gettext(ROLES[slug].title)) for slug in slugs]


def ways_of(pack: Pack, lang: str) -> list[tuple[str, str]]:
    """How people ask, as for every request about their record."""
    entries = pack.codes("rights_request.way").entries
    return [(one.code, one.label.say(lang)) for one in entries if not one.flags["by_link"]]
