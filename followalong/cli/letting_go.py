"""Records that were let go, when a database is copied or brought back: they stay let go."""

from followalong.ops.errors import OperatorError


def write_down_let_go() -> None:
    """The list outside holds all that this database knows of."""
    from followalong.privacy import stones

    if _is_current():
        stones.write_down()


def let_go_again() -> list[str]:
    """What the list says and this database does not know yet; in words for the operator."""
    from followalong.privacy import stones

    try:
        again = stones.let_go_again()
    except ValueError as error:
        raise OperatorError(
            f"{error}. It lists the records that were let go: put it right first, so that they "
            "stay let go."
        ) from error
    return [f"Let go before, and now here too: {again} records."] if again else []


def keep_let_go_after_restore() -> list[str]:
    """The same for a copy that was brought back, which may be of an earlier version."""
    from followalong.privacy import stones

    place = stones.path()
    if not place.exists():
        return [
            f"There is no {place}. If records were let go after this backup was made, bring that "
            "list from where it was kept before anybody works here."
        ]
    if not _is_current():
        return ["After `followalong migrate`, `serve` lets go again what was let go before."]
    return let_go_again()


def _is_current() -> bool:
    from followalong.cli.migrating import database_is_empty, unapplied_migrations

    return not database_is_empty() and not unapplied_migrations()
