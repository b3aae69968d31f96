"""The sheets of 专项: the projects, what each was used for, and its 绩效指标."""

from __future__ import annotations

from juesuan_tables.inputs.fill_in.layout import LEFT, Column, Kind, Layout
from juesuan_tables.terms import ProjectText

PROJECTS = Layout(
    "专项",
    "专项（公布绩效自评报告的项目）",
    "公布绩效自评报告的才填，一个专项一行，资金额以元为单位；用在哪些经济科目，写在“专项资金使用”表，"
    "绩效指标写在“专项绩效指标”表。",
    "专项序号",
    (
        Column("专项序号", Kind.TEXT, 10, "number"),
        Column("专项名称", Kind.TEXT, 24, "name"),
        Column("资金额", record="projects", field="funds", keys=("name",)),
        *(Column(text.value, Kind.TEXT, 26, text.key) for text in ProjectText),
        LEFT,
    ),
    complete=True,
    always=False,
    spare=5,
)
USES = Layout(
    "专项资金使用",
    "专项资金使用（元）",
    "专项序号与“专项”表一致，一个经济科目一行。",
    "专项序号",
    (
        Column("专项序号", Kind.TEXT, 12, "number"),
        Column("经济科目", Kind.CODE, 14, "economic_subject"),
        Column("金额", record="uses", keys=("economic_subject",), width=20),
    ),
    complete=True,
    always=False,
    spare=10,
)
INDICATORS = Layout(
    "专项绩效指标",
    "专项绩效指标",
    "专项序号与“专项”表一致，一个指标一行；分值和得分评了分的才填。",
    "专项序号",
    (
        Column("专项序号", Kind.TEXT, 12, "number"),
        Column("指标类型", Kind.TEXT, 20, "aspect"),
        Column(
            "绩效指标",
            Kind.TEXT,
            36,
            "name",
            record="indicators",
            keys=("aspect", "target", "actual", "full_score", "score"),
        ),
        Column("年度指标值", Kind.TEXT, 24, "target"),
        Column("实际完成值", Kind.TEXT, 24, "actual"),
        Column("分值", Kind.SCORE, 10, "full_score"),
        Column("得分", Kind.SCORE, 10, "score"),
    ),
    complete=True,
    always=False,
    spare=10,
)
