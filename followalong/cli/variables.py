"""The environment variables of an installation: the help of the command tells them from here."""

import textwrap

WIDTH = 79
MARGIN = 22

VARIABLES: tuple[tuple[str, str], ...] = (
    ("FOLLOWALONG_PORT", "port of the web server (8000)"),
    ("FOLLOWALONG_STATE", "folder of the embedded data and the secrets"),
    ("FOLLOWALONG_DEMO", "1: the demonstration, with invented people"),
    ("FOLLOWALONG_URL", "the address that links begin with, such as https://work.example.org"),
    ("FOLLOWALONG_HOSTS", "further host names it answers to, with commas between"),
    (
        "FOLLOWALONG_SECRET_KEY",
        "signs sessions; without it, one is kept in the folder of the state",
    ),
    (
        "FOLLOWALONG_FILE_KEYS",
        "seal the files of people, with blanks between; the first seals, all open. Without it, one"
        " is kept in the folder of the state",
    ),
    (
        "FOLLOWALONG_SEAL_KEYS",
        "sign the record of looks, with blanks between; the first signs. Without it, one is kept in"
        " the folder of the state. The web server never gets it",
    ),
    (
        "FOLLOWALONG_SEAL_COPY",
        "the file to which the record's checkpoints are told too, best on another machine's disk"
        " (seals.jsonl in the folder of the state)",
    ),
    (
        "FOLLOWALONG_SHARE_MINUTES",
        "how long what goes to somebody outside can still be taken back (5)",
    ),
    (
        "FOLLOWALONG_BACKUP_KEYS",
        "seal backups, with blanks between; the first seals, all open. Without it, one is kept in"
        " the folder of the state. Web server and worker never get it",
    ),
    (
        "FOLLOWALONG_BACKUPS",
        "a folder on another disk: `serve` makes a backup a day there and a drill a week, and keeps"
        " fourteen. Its disk is watched too",
    ),
    (
        "FOLLOWALONG_RESERVE_MB",
        "room set aside beside the embedded database for the record of looks, in megabytes (256);"
        " 0: none",
    ),
    (
        "FOLLOWALONG_DATABASE_DISK",
        "the folder of a PostgreSQL of your own, if it is on this machine: its disk is watched",
    ),
    (
        "FOLLOWALONG_CLAMD",
        "a virus scanner: host:port, or the path of its socket. Without it, files are marked as not"
        " scanned",
    ),
    (
        "FOLLOWALONG_TRUSTED_ORIGINS",
        "origins within your own network that may be asked, such as https://id.internal.example.org,"
        " with blanks between. Without it, only machines in the open internet are",
    ),
    (
        "FOLLOWALONG_SECURITY_CONTACT",
        "whom to tell of a hole, an e-mail address or a page: shown at /.well-known/security.txt",
    ),
    ("FOLLOWALONG_SMTP_HOST", "the mail server; without it, pages show what a letter would say"),
    ("FOLLOWALONG_SMTP_PORT", "its port (25)"),
    ("FOLLOWALONG_SMTP_USER", "who signs in there"),
    ("FOLLOWALONG_SMTP_PASSWORD", "and with what"),
    ("FOLLOWALONG_SMTP_TLS", "1: STARTTLS"),
    ("FOLLOWALONG_MAIL_FROM", "the sender of letters (followalong@ the host of FOLLOWALONG_URL)"),
    ("DATABASE_URL", "a PostgreSQL of your own, from `followalong setup-roles`: the app's role"),
    ("DATABASE_OWNER_URL", "its owner: for migrate, backup and restore only"),
    ("DATABASE_REPORT_URL", "its reports"),
    ("DATABASE_ADMIN_URL", "its administrator, for setup-roles only"),
    ("FOLLOWALONG_ROLE_PREFIX", "how the roles' names begin, where DATABASE_URL does not say it"),
)


def told() -> str:
    """A line for each, as the help shows it."""
    return "\n".join(_line(name, meaning) for name, meaning in VARIABLES)


def _line(name: str, meaning: str) -> str:
    indent = " " * MARGIN
    text = textwrap.fill(meaning, WIDTH, initial_indent=indent, subsequent_indent=indent)
    head = f"  {name}"
    return head + text[len(head) :] if len(head) < MARGIN else f"{head}\n{text}"
