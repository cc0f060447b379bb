"""Every word on a screen is there in French and Spanish."""

from followalong.ui import messages


def test_every_message_catalogue_is_complete():
    assert messages.problems() == []
