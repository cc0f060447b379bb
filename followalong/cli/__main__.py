"""`python -m followalong.cli` does what `followalong` does."""

import sys

from followalong.cli import main

sys.exit(main())
