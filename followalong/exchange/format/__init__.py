"""The exchange package as a declared format: tables, reading, checking, writing. No Django.

package = read_package(path)                       # NotAPackage if it is none
report = check_package(package, today=today)       # report.problems, report.notes
good, left_out = only_good(package, report)        # for --skip-bad-rows
for row in good.rows("contact"): ...               # named tuples, straight from the file
write_package(path, {"client": rows, ...})
"""

from .cells import cell_text, in_zone, normal, row_hash
from .check import Known, Progress, Report, check_package, nothing_known
from .describe import describe
from .problems import MESSAGES, NOTES, Notes, Problem, note_of_many
from .read import Package, PackageChanged, package_in, read_package
from .schema import Column, Kind, Table
from .skip import LeftOut, only_good
from .source import Memory, NotAPackage, Zip
from .tables import FORMAT_NAME, FORMAT_VERSION, TABLE, TABLES
from .write import PackageWriter, write_package

__all__ = [
    "FORMAT_NAME",
    "FORMAT_VERSION",
    "MESSAGES",
    "NOTES",
    "TABLE",
    "TABLES",
    "Column",
    "Kind",
    "Known",
    "LeftOut",
    "Memory",
    "NotAPackage",
    "Notes",
    "Package",
    "PackageChanged",
    "PackageWriter",
    "Problem",
    "Progress",
    "Report",
    "Table",
    "Zip",
    "cell_text",
    "check_package",
    "describe",
    "in_zone",
    "normal",
    "note_of_many",
    "nothing_known",
    "only_good",
    "package_in",
    "read_package",
    "row_hash",
    "write_package",
]
