"""Which version of Followalong this is."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    try:
        return version("followalong")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "(not installed)"
