"""The product in a process that is killed when its work is done, before the answer goes out."""

import os
import signal
from typing import Any

from followalong.wsgi import application as product


def application(environ: dict[str, Any], start_response: Any) -> Any:
    answer = product(environ, start_response)
    if environ.get("HTTP_X_DIE") == "before answering":
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
