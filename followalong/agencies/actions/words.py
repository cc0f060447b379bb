"""What people are called at an agency."""

from collections.abc import Mapping

from django.db import transaction

from followalong.agencies import packs
from followalong.agencies.models import Agency
from followalong.audit.record import record
from followalong.core.actor import Actor


class UnknownWord(Exception):
    """A word that the agency's pack does not offer."""


@transaction.atomic
def choose_words(*, by: Actor, agency: Agency, words: Mapping[str, str]) -> Agency:
    """Choose the words for people, noun by noun, among those of the pack; an empty one goes back
    to the usual. Raises UnknownWord."""
    offered = packs.load(agency.pack).words
    for noun, key in words.items():
        if key and key not in {word.key for word in offered.get(noun, ())}:
            raise UnknownWord(f"{noun}: {key}")
    stored = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    said = {**(stored.words or {}), **words}
    stored.words = {noun: key for noun, key in said.items() if key}
    stored.save(update_fields=["words"])
    record(by=by, action="words.chosen", subject=stored, fields=list(words))
    return stored
