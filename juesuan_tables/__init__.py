"""部门决算公开: official tables and explanation from facts stated once, proved to agree.

>>> import juesuan_tables as jt
>>> jt.edition_ids()[:3]
('hunan-2022', 'mof-2018', 'mof-2019')
"""

from juesuan_tables.auditing import RULES as AUDIT_RULES
from juesuan_tables.auditing import Audit, AuditRule, Claims
from juesuan_tables.audits import audit, extract, load_settings
from juesuan_tables.batch import Outcome, build_many
from juesuan_tables.checks import (
    CHECKS,
    RELATIONS,
    RULES,
    Check,
    Evidence,
    Limits,
    Relation,
    Rule,
    Settings,
)
from juesuan_tables.consolidation import consolidate
from juesuan_tables.editions import Edition, edition_ids, load_edition
from juesuan_tables.editions.catalogue import Catalogue
from juesuan_tables.editions.official_list import load_catalogue
from juesuan_tables.errors import (
    EditionError,
    FigureError,
    InputError,
    JuesuanError,
    OutputError,
    Problem,
    TemplateError,
)
from juesuan_tables.figure import Change, Count, Figure, agrees, completion, share
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.grid import Cell, Grid, Role
from juesuan_tables.inputs.records import from_records
from juesuan_tables.model import (
    Accounts,
    Balance,
    Budget,
    EconomicExpenditure,
    Expenditure,
    Income,
    Indicator,
    Measure,
    Note,
    Project,
    Stated,
    ThreePublic,
    Transfer,
    Unit,
    Use,
)
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.preparing import load_accounts
from juesuan_tables.prose import Heading, Paragraph, Prose, Quotation
from juesuan_tables.publication import (
    Published,
    document,
    markdown,
    narrate,
    page,
    publish,
    text,
    three_public_summary,
    workbook,
)
from juesuan_tables.reading.documents import Record
from juesuan_tables.report import Report, build_report, check
from juesuan_tables.terms import (
    BalanceKind,
    Dimension,
    Entity,
    Fund,
    IncomeKind,
    MeasureKey,
    Nature,
    NoteKind,
    Period,
    ProjectText,
    ReportType,
    Stage,
    ThreePublicItem,
    Topic,
    TransferKind,
    Treatment,
    UnitKind,
)

__version__ = "0.1.0"
__all__ = [
    "AUDIT_RULES",
    "CHECKS",
    "RELATIONS",
    "RULES",
    "Accounts",
    "Audit",
    "AuditRule",
    "Balance",
    "BalanceKind",
    "Budget",
    "Catalogue",
    "Cell",
    "Change",
    "Check",
    "Claims",
    "Count",
    "Dimension",
    "EconomicExpenditure",
    "Edition",
    "EditionError",
    "Entity",
    "Evidence",
    "Expenditure",
    "Figure",
    "FigureError",
    "Finding",
    "Fund",
    "Grid",
    "Heading",
    "Income",
    "IncomeKind",
    "Indicator",
    "InputError",
    "JuesuanError",
    "Limits",
    "Measure",
    "MeasureKey",
    "Nature",
    "Note",
    "NoteKind",
    "Outcome",
    "OutputError",
    "Paragraph",
    "Passage",
    "PassageKind",
    "Period",
    "Problem",
    "Project",
    "ProjectText",
    "Prose",
    "Published",
    "Quotation",
    "Record",
    "Relation",
    "Report",
    "ReportType",
    "Role",
    "Rule",
    "Settings",
    "Severity",
    "Stage",
    "Stated",
    "TemplateError",
    "ThreePublic",
    "ThreePublicItem",
    "Topic",
    "Transfer",
    "TransferKind",
    "Treatment",
    "Unit",
    "UnitKind",
    "Use",
    "agrees",
    "audit",
    "build_many",
    "build_report",
    "check",
    "completion",
    "consolidate",
    "document",
    "edition_ids",
    "extract",
    "from_records",
    "load_accounts",
    "load_catalogue",
    "load_edition",
    "load_settings",
    "markdown",
    "narrate",
    "page",
    "publish",
    "share",
    "text",
    "three_public_summary",
    "workbook",
]
