from followalong.planning.actions.writing import take_out, write_version

__all__ = ["take_out", "write_version"]
