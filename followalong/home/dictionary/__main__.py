"""Write the page of reference from the models, so that it can't say anything else."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followalong.settings")
django.setup()

from followalong.home.dictionary.page import page  # noqa: E402 - models need the set-up first

sys.stdout.write(page())
