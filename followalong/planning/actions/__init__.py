from followalong.planning.actions.talks import record_options_talk
from followalong.planning.actions.writing import take_out, write_version

__all__ = ["record_options_talk", "take_out", "write_version"]
