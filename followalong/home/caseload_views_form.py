"""Keeping a view of the caseload."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import NotYourView, ViewNameTaken
from followalong.ui import fields


class ViewForm(CommandForm):
    name = fields.line(_("Name"), at_most=40, needed=_("Give it a name."), autocomplete="off")
    is_default = forms.BooleanField(label=_("Open my caseload with it"), required=False)
    is_shared = forms.BooleanField(
        label=_("Share it: everybody of the program sees their own people this way"),
        required=False,
    )
    error_fields = {ViewNameTaken: "name", NotYourView: ""}

    def __init__(self, *args: Any, may_share: bool, is_own: bool, **kw: Any) -> None:
        super().__init__(*args, **kw)
        if not may_share:
            del self.fields["is_shared"]
        if not is_own:
            del self.fields["is_default"]

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "is_default": said.get("is_default", False),
            "is_shared": said.get("is_shared", False),
        }


class RemoveForm(CommandForm):
    """One tap: it is offered no more."""

    error_fields = {NotYourView: ""}
