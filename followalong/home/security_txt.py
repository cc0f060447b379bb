"""/.well-known/security.txt (RFC 9116): where to tell of a hole, if the operator has said it."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from followalong.core.gates import public

# What is served says that somebody still looks after it, so it is good for a while from now.
GOOD_FOR = dt.timedelta(days=90)


@public("where to tell of a hole; names nobody but whom the operator chose")
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    until = (timezone.now() + GOOD_FOR).astimezone(dt.UTC).replace(microsecond=0)
    lines = (
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {until.isoformat().replace('+00:00', 'Z')}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
