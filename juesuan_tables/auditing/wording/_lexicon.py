"""Fixed phrases, and what becomes of them when a character is lost or doubled.

A phrase that lost a character is legal where what is left is made of words again: 年初结转结余.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORMULAS = """
一般公共预算财政拨款支出 一般公共预算财政拨款收入 一般公共预算财政拨款基本支出 政府性基金预算财政拨款收入
政府性基金预算财政拨款支出 国有资本经营预算财政拨款收入 国有资本经营预算财政拨款支出 财政拨款收入支出总计
财政拨款支出决算 收入支出总计 本年收入合计 本年支出合计 财政拨款收入 财政拨款支出 上级补助收入 附属单位上缴收入
对附属单位补助支出 上缴上级支出 年初结转和结余 年末结转和结余 使用非财政拨款结余 占本年支出合计的 占本年收入合计的
年初预算数 全年预算数 调整预算数 支出决算数 支出决算为 年初预算为 全年预算为 完成年初预算的 完成全年预算的 完成预算的
决算数大于年初预算数 决算数小于年初预算数 决算数大于预算数 决算数小于预算数 决算数大于全年预算数 决算数小于全年预算数
决算数与年初预算数持平 主要用于以下方面 预算数的主要原因 主要原因是 主要是因为 人员经费 公用经费 日常公用经费 机关运行经费支出
因公出国（境）费 公务用车购置及运行维护费 公务用车购置及运行费 公务用车购置费 公务用车运行维护费 公务用车保有量 公务接待费
经费财政拨款支出决算 政府采购支出总额 政府采购货物支出 政府采购工程支出 政府采购服务支出 授予中小企业合同金额
授予小微企业合同金额 政府采购金额 国有资产占用情况 国有资产占有使用情况 单位价值 通用设备 专用设备 部级领导干部用车
主要领导干部用车 机要通信用车 应急保障用车 执法执勤用车 特种专业技术用车 离退休干部用车 一般公务用车 领导干部用车
预算绩效管理工作 绩效评价报告 绩效自评报告 整体支出绩效评价 编报绩效目标 绩效跟踪评价 部门决算编制范围 从预算单位构成看
下属行政事业单位决算 面向中小企业预留 面向小微企业预留 供应商中标或成交 没有政府性基金预算财政拨款收入和支出
没有国有资本经营预算财政拨款收入和支出 支出具体情况如下 部门决算情况说明 单位决算情况说明 部门决算表 名词解释 部门职责 主要职能 机构设置
政府采购项目 政府采购支出 政府采购合同 政府采购预算 开支财政拨款的 参照公务员法管理 财政拨款资金 同级财政部门 专业业务活动 非独立核算经营活动 按有关规定继续使用 国内公务接待
"""
_WORDS = """
一般 公共 预算 财政 拨款 收入 支出 决算 总体 情况 说明 本年 上年 年初 年末 全年 结转 结余 合计 总计 基本 项目 人员 经费 公用
日常 机关 运行 政府 采购 货物 工程 服务 国有 资本 经营 资产 占用 占有 使用 公务 接待 用车 购置 维护 因公 出国 政府性 基金 绩效
管理 部门 单位 职责 职能 机构 设置 名词 解释 主要 原因 用于 完成 大于 小于 等于 持平 增加 减少 增长 下降 调整 年度 具体 结构
以下 方面 其他 重要 事项 一般性 总表 明细 整体 评价 自评 报告 专项 资金 目标 工作 开展 编报 跟踪 上级 补助 上缴 附属 事业 业务
活动 收支 差额 弥补 分配 事业单位 行政 领导 干部 车辆 执法 执勤 应急 保障 机要 通信 特种 专业 技术 离退休 退休 通用 专用 设备
价值 总额 金额 合同 授予 中小 小微 企业 供应商 中标 成交 预留 面向 编制 范围 构成 下属 国内 保有量 外宾 财政部 数据 公务员 参照
工资 福利 商品 奖金 津贴 补贴 养老 保险 缴费 职业 年金 职工 医疗 社会 住房 公积金 生活 救济 办公 印刷 咨询 手续 邮电 取暖 物业 差旅
维修 租赁 会议 培训 材料 燃料 劳务 委托 工会 交通 费用 税金 附加 国家 地方 部级 主要领导 公务车 运行费 是因为 是因 因为 出国境 继续
"""
_ALSO = "津补贴 政府购买服务 政府购置 公务用车购置税 财政款项 支出支出决算 收入收入决算"
_ENDS = frozenset(
    {"支出", "收入", "经费", "决算", "预算", "合计", "金额", "管理", "部门", "单位", "人员", "情况"}
    | {"事务", "机关", "项目", "政府", "设备", "专用"}
)
"""What a name may end with and the next phrase begin with."""
_BRACKETS = "（）"
_GLUE = "的和与及费数额为是有无或“”、"
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST = 4
"""Characters of a phrase, at least, and of what is left of a longer one."""
_MARKS = re.compile(
    r"\{[^}]*\}|^[一二三四五六七八九十]+、|^（[一二三四五六七八九十]+）|^第[一二三四五六七八九十]+部分"
)
_LONGEST_WORD = 12


@cache
def phrases() -> frozenset[str]:
    """Return the fixed phrases: titles, headings, labels, and the formulas of every explanation."""
    return frozenset(each for each in {*_FORMULAS.split(), *_printed()} if len(each) >= _SHORTEST)


def _printed() -> Iterator[str]:
    for name in edition_ids():
        edition = load_edition(name)
        for form in edition.forms:
            yield form.title
            for block in form.blocks:
                yield from (_bare(line.label) for line in block.lines)
        for section in edition.sections:
            yield from _MARKS.sub("", section.title).split()
        yield from (entry.term for entry in edition.glossary)


def _bare(label: str) -> str:
    return re.sub(r"^(?:[一二三四五六七八九十]+、|其中：|\d+[.、])", "", label)


@cache
def _legal() -> str:
    """Return all that is said on purpose, to look a variant up in."""
    catalogue = shipped_catalogue()
    names = {each.name for each in (*catalogue.entries, *catalogue.suggestions)}
    return "\n".join({*phrases(), *names, *glossary().values(), *_ALSO.split()})


@cache
def known_words() -> frozenset[str]:
    runs = {run for phrase in phrases() for run in _HAN.findall(phrase)}
    short = {run for run in runs if len(run) <= _LONGEST_WORD}
    return frozenset({*_WORDS.split(), *short})


def _is_of_words(text: str, words: frozenset[str]) -> bool:
    """Return whether a text can be cut into words and what joins them."""
    reached = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        if text[end - 1] in _GLUE and reached[end - 1]:
            reached[end] = True
            continue
        starts = range(max(0, end - _LONGEST_WORD), end - 1)
        reached[end] = any(reached[start] and text[start:end] in words for start in starts)
    return reached[-1]


class Damaged(NamedTuple):
    """What phrases look like with a character lost or doubled.

    ``phrases`` has the phrase of each such text, ``lengths`` how long those are that begin with the
    same four characters, the longest first.
    """

    phrases: dict[str, str]
    lengths: dict[str, tuple[int, ...]]

    def at(self, text: str, start: int) -> Iterator[tuple[str, str]]:
        """Yield the damaged phrases that stand at a place, the longest first, each with the phrase."""
        for length in self.lengths.get(text[start : start + _SHORTEST], ()):
            variant = text[start : start + length]
            if phrase := self.phrases.get(variant):
                yield variant, phrase


@cache
def damaged() -> Damaged:
    """Return all damaged phrases.

    Whether such a text may be meant is asked only where one is found: ``is_wrong``.
    """
    found: dict[str, str] = {}
    for phrase in sorted(phrases(), key=lambda each: (-len(each), each)):
        for variant in (*_lost(phrase), *_doubled(phrase)):
            found[variant] = phrase
    lengths: dict[str, set[int]] = {}
    for variant in found:
        lengths.setdefault(variant[:_SHORTEST], set()).add(len(variant))
    return Damaged(found, {start: tuple(sorted(n, reverse=True)) for start, n in lengths.items()})


@cache
def is_wrong(variant: str, phrase: str) -> bool:
    """Return whether a damaged phrase is no text that is said on purpose, nor made of words again."""
    if variant in _legal():
        return False
    return len(variant) > len(phrase) or not _is_of_words(variant, known_words())


def _lost(phrase: str) -> Iterable[str]:
    """Yield a phrase without one of its inner characters; too little is left of a short one."""
    if len(phrase) <= _SHORTEST:
        return
    for i in range(1, len(phrase) - 1):
        if phrase[i] in _BRACKETS or (_HAN.match(phrase[i]) and phrase[i] not in _GLUE):
            yield phrase[:i] + phrase[i + 1 :]


def _doubled(phrase: str) -> Iterable[str]:
    """Yield a phrase with one or two of its characters twice.

    What names end with may stand before a phrase that begins with it: 其他支出|支出决算为.
    """
    for start in range(len(phrase)):
        for end in range(start + 1, min(start + 2, len(phrase)) + 1):
            if phrase[start:end] not in _ENDS and phrase[start:end] not in _GLUE:
                yield phrase[:end] + phrase[start:]
