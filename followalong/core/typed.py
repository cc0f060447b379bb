"""What somebody typed into a form that could not be taken."""

from django.http import HttpRequest

# Never shown back, whatever was typed.
_SECRET = ("password", "passphrase", "csrfmiddlewaretoken", "command_id", "credential")


def written_words(request: HttpRequest) -> list[str]:
    """The sentences somebody sent: a value with a space in it is more than a chosen code."""
    fields = (
        values
        for name, values in request.POST.lists()
        if not any(secret in name for secret in _SECRET)
    )
    return [value for values in fields for value in values if " " in value.strip()]
