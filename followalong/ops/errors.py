"""Expected failures, each told to the operator in plain sentences."""


class OperatorError(Exception):
    """Something the operator can put right; its text says what and how, without a traceback."""
