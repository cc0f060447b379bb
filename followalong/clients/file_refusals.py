"""Why a file is not taken or not opened, each with its sentence."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from followalong.agencies.refusals import Refusal
from followalong.core.uploads import UploadProblem


class FileProblem(StrEnum):
    NO_KEY = "no_key"
    NOT_OPENED = "not_opened"
    CHANGED = "changed"
    OTHER_LABEL = "other_label"
    TAKEN_LATER = "taken_later"
    ENDS_BEFORE = "ends_before"
    TAKEN_AWAY = "taken_away"
    PHOTO_WITHOUT_YES = "photo_without_yes"
    PHOTO_NO_LONGER = "photo_no_longer"


class FileRefused(Refusal):
    """A file that is not taken or can't be opened."""

    sentences = {
        UploadProblem.EMPTY: _("The file is empty. Choose it again."),
        UploadProblem.TOO_LARGE: _("The file is larger than 25 MB. Choose a smaller one."),
        UploadProblem.KIND: _(
            "Files of this kind are not taken. Choose a photo (JPEG, PNG, WebP), a PDF, a Word or"
            " Excel file (.docx, .xlsx) or plain text."
        ),
        UploadProblem.HEIC: _(
            "This photo is in a form that only some phones can read (HEIC). Use “Take a photo”"
            " here. Or share it to yourself as a JPEG: on an iPhone, Settings, Camera, Formats,"
            " “Most Compatible” makes all new photos so."
        ),
        UploadProblem.NOT_WHAT_IT_SAYS: _(
            "The file is not what its name says. Save it again in the program it comes from."
        ),
        UploadProblem.PICTURE_BROKEN: _("This picture can't be read. Take or save it again."),
        UploadProblem.PICTURE_TOO_LARGE: _(
            "This picture has too many points. Make it smaller first."
        ),
        UploadProblem.PDF_BROKEN: _("This PDF can't be read. Print it as a PDF again."),
        UploadProblem.PDF_LOCKED: _("This PDF has a password. Save it without one first."),
        UploadProblem.MACROS: _(
            "This file holds programs (macros or embedded objects). Save it as a PDF instead."
        ),
        UploadProblem.REACHES_OUT: _(
            "This file would fetch something from elsewhere when opened. Save it as a PDF instead."
        ),
        UploadProblem.OFFICE_BROKEN: _("This file can't be read. Save it again, or as a PDF."),
        UploadProblem.INFECTED: _(
            "The virus scanner found something in this file, so it was not kept. Tell whoever"
            " looks after your computers, and do not send it on."
        ),
        UploadProblem.NO_ROOM: _(
            "There is hardly any room left on the disk, so files are not taken at the moment. Keep"
            " it, and tell whoever looks after Followalong at your agency."
        ),
        FileProblem.NO_KEY: _(
            "Files can't be kept here at the moment: the installation has no key for them. Tell"
            " whoever runs it."
        ),
        FileProblem.NOT_OPENED: _(
            "This file can't be opened: its key is missing or it was changed. Tell whoever runs"
            " the installation."
        ),
        FileProblem.CHANGED: _(
            "Somebody else changed this while you were writing. Open it again to see how it is."
        ),
        FileProblem.OTHER_LABEL: _(
            "Court papers are kept apart, so this can't become or stop being one. Take the file"
            " off and add it again."
        ),
        FileProblem.TAKEN_LATER: _("The date on it can't lie ahead."),
        FileProblem.TAKEN_AWAY: _(
            "The virus scanner found something in this file later, so nobody can open it any more."
        ),
        FileProblem.PHOTO_WITHOUT_YES: _(
            "A photo of the person is kept once they have said yes to it. Ask them first and add it"
            " then. For a photo of a paper, choose which paper it is."
        ),
        FileProblem.PHOTO_NO_LONGER: _(
            "The person does not agree, or no longer agrees, to photos, so this one stays closed."
            " It opens again if they say yes."
        ),
        FileProblem.ENDS_BEFORE: _("It can't run out before its own date."),
    }


class PhotoNeedsYes(FileRefused):
    """Told beside what kind of file it is."""
