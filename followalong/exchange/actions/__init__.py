"""What an agency's own people do with packages and spreadsheets."""

from .packages import NotBroughtIn, check_upload, store_upload
from .sheet_import import (
    BroughtInAlready,
    NothingToBringIn,
    NotStored,
    RowsNotRight,
    bring_in_sheet,
    check_sheet,
)
from .sheets import (
    answer_sheet,
    choose_layout,
    drop_sheet,
    fix_rows,
    forget,
    keep_sheet,
    map_columns,
)

__all__ = [
    "NotBroughtIn",
    "NotStored",
    "BroughtInAlready",
    "NothingToBringIn",
    "RowsNotRight",
    "answer_sheet",
    "bring_in_sheet",
    "check_sheet",
    "check_upload",
    "choose_layout",
    "drop_sheet",
    "fix_rows",
    "forget",
    "keep_sheet",
    "map_columns",
    "store_upload",
]
