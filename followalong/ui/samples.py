"""Invented people and forms for the gallery. Nobody here exists."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from followalong.ui.forms import ChipSelect, ChipSelectMultiple, DateInput

TODAY = dt.date(2026, 11, 24)

WAYS = [("visit", "In person"), ("phone", "Phone"), ("text", "Text"), ("video", "Video")]
LENGTHS = [("10", "10 min"), ("20", "20 min"), ("30", "30 min"), ("60", "1 h")]
TOPICS = [("search", "Job search"), ("work", "Life at work"), ("money", "Money and benefits")]
PLACES = [("", "Choose a place"), ("cafe", "A café"), ("office", "Our office")]


class SampleForm(forms.Form):
    """Every kind of field there is."""

    name = forms.CharField(label="What should we call you?", help_text="Any name you like.")
    way = forms.ChoiceField(label="How", choices=WAYS, widget=ChipSelect)
    topics = forms.MultipleChoiceField(
        label="About", choices=TOPICS, widget=ChipSelectMultiple, required=False
    )
    place = forms.ChoiceField(label="Where", choices=PLACES)
    on = forms.DateField(label="Next contact", widget=DateInput, required=False)
    words = forms.CharField(
        label="What happened", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    texting = forms.BooleanField(label="It is fine to send a text", required=False)


def sample_context() -> dict[str, Any]:
    """What the gallery's template shows."""
    filled = {"name": "Ben", "way": "visit", "topics": ["work"], "place": "cafe", "on": TODAY}
    return {
        "today": TODAY,
        "days": [TODAY + dt.timedelta(days=away) for away in (-40, -3, -1, 0, 1, 4, 9)],
        "wage": Decimal("19.50"),
        "form": SampleForm(initial=filled, auto_id="ok_%s", prefix="ok"),
        "wrong": SampleForm(data={"wrong-way": "visit"}, auto_id="wrong_%s", prefix="wrong"),
        "columns": ["Employer", "Last visit", ("Visits", "number"), ("People working", "number")],
        "rows": [
            [{"text": "Hill Street Bakery", "href": "#tables"}, "Tue 17 Nov", 4, 2],
            [{"text": "Corner Garden Centre", "href": "#tables"}, "Mon 9 Nov", 2, 0],
            [{"text": "Northway Laundry", "href": "#tables"}, "not yet", 0, 0],
        ],
        "crisis": [
            {
                "name": "A crisis line",
                "phone": "555-0100",
                "text": "555-0100",
                "note": "day and night",
            },
        ],
        "palette": [
            "paper",
            "surface",
            "ink",
            "quiet",
            "line",
            "primary",
            "marigold",
            "good",
            "brick",
        ],
        "shapes": [
            ("dot", "Contact"),
            ("ring", "Coming up"),
            ("half", "Soon"),
            ("dashed", "Quiet"),
            ("square", "Employer visit"),
            ("star", "Job started"),
            ("star-line", "Job ended"),
            ("diamond", "Plan"),
            ("triangle", "Worth a look"),
            ("bar", "A change"),
        ],
    }
