"""A bureau's folder of publications, reviewed in one run: who published, when, and what is wrong.

``review`` reads and judges; ``write`` puts 审核汇总表, 问题清单 and 整改台账 into a folder.
"""

from juesuan_tables.reviewing._history import History, read_history
from juesuan_tables.reviewing._ledger import Status, counted
from juesuan_tables.reviewing._results import Department, Review, State, Timeliness
from juesuan_tables.reviewing._review import Given, review
from juesuan_tables.reviewing._rules import RULES
from juesuan_tables.reviewing._writing import Written, new_roster, write

__all__ = [
    "RULES",
    "Department",
    "Given",
    "History",
    "Review",
    "State",
    "Status",
    "Timeliness",
    "Written",
    "counted",
    "new_roster",
    "read_history",
    "review",
    "write",
]
