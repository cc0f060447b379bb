"""What follows from a file that the virus scanner took away."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.caseload.actions.steps import add_next_step
from followalong.clients.models import ClientFile, Enrolment
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.ui.words import day_text


def ask_for_it_again(by: Actor, file: ClientFile) -> None:
    """What the room `clients` calls: whoever added it, or goes along now, asks for it again.

    The step is read by the whole team, so it does not say which file it was.
    """
    person = file.client.person
    if person.died_on is not None:
        return
    open_ones = Enrolment.objects.filter(client__in=same_person(person.pk), exited_on__isnull=True)
    newest_first = list(open_ones.select_related("agency", "specialist").order_by("-entered_on"))
    if not newest_first:
        return
    # An addiction program's file is that program's own matter.
    enrolment = next((one for one in newest_first if one.label == file.label), newest_first[0])
    today = timezone.localdate()
    has_left = file.membership.ended_on is not None and file.membership.ended_on < today
    with translation.override(packs.load(enrolment.agency.pack).value("languages")[0]):
        text = _(
            "The virus scanner found something in a file that was added %(day)s, so the file was"
            " taken away. Ask for it again, and do not send the old one on."
        ) % {"day": day_text(file.added_on, today)}
    owner = enrolment.specialist if has_left else file.membership
    add_next_step(by=by, enrolment=enrolment, text=text, due_on=today, owner=owner)
