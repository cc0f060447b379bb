"""keys: new keys for what is sealed, while people work. way-in: a link for who lost every one."""

import argparse
import os
import secrets

from followalong.cli.database import database
from followalong.ops.children import tell
from followalong.ops.errors import OperatorError
from followalong.ops.paths import state_directory
from followalong.ops.secret_files import put_first


def add_commands(commands: argparse._SubParsersAction) -> None:
    way_in = commands.add_parser(
        "way-in",
        help="a one-time link for somebody who lost every way in",
        description="Take away the password, passkeys and codes of one person, end their sessions, "
        "and print a link that works once, for a day. Make sure first that it is them.",
    )
    way_in.add_argument("email", metavar="E-MAIL")
    way_in.set_defaults(run=run_way_in)
    keys = commands.add_parser(
        "keys",
        help="new keys for what is sealed",
        description="add: put a new key first in secrets/file_keys; restart `serve` then. rotate: "
        "seal one-time secrets and counselling notes again with the first key, while people work. "
        "Keep older keys: files of people stay sealed with the key of their day.",
    )
    keys.add_argument("what", choices=["add", "rotate"])
    keys.set_defaults(run=run_keys)


def run_way_in(arguments: argparse.Namespace) -> int:
    with database():
        from django.conf import settings
        from django.db import transaction

        from followalong.accounts.actions import start_afresh
        from followalong.accounts.models import User
        from followalong.accounts.way_in import link_for

        with transaction.atomic():
            user = User.objects.filter(email__iexact=arguments.email, is_active=True).first()
            if user is None:
                raise OperatorError(f"Nobody signs in as {arguments.email}.")
            start_afresh(user=user)
        print(f"{settings.SITE_URL}{link_for(user)}")
    tell("Give it to them yourself: whoever opens it signs in as them.")
    return 0


def run_keys(arguments: argparse.Namespace) -> int:
    return {"add": _add, "rotate": _rotate}[arguments.what]()


def _add() -> int:
    if os.environ.get("FOLLOWALONG_FILE_KEYS"):
        raise OperatorError(
            "The keys are in FOLLOWALONG_FILE_KEYS: put a new one before the others there."
        )
    put_first(state_directory(), "file_keys", secrets.token_urlsafe(48))
    print("A new key stands first. Copy secrets/ to your other place, and restart `serve`.")
    tell("Then run `followalong keys rotate`.")
    return 0


def _rotate() -> int:
    with database():
        from django.db import transaction

        from followalong.accounts.factors import reseal_all
        from followalong.agencies.sealed import reseal_providers
        from followalong.caseload.sealed import reseal_counselling
        from followalong.core.files import NotOpened

        try:
            with transaction.atomic():
                renewed = reseal_all() + reseal_providers() + reseal_counselling()
        except NotOpened as error:
            raise OperatorError(
                "A secret does not open with any key here; nothing was changed. Bring back the key "
                "that is missing."
            ) from error
    print(f"{renewed} secrets and notes were sealed again with the first key.")
    return 0
