"""What has a name but is no kind of fact: fields, printed rows and columns, tables."""

FIELDS = {
    # Accounts
    "unit": "单位名称",
    "entity": "公开主体",
    "year": "年度",
    "edition": "表样",
    "approval_number": "批复文号",
    "approval_date": "批复日期",
    "publication_date": "公开日期",
    "newly_established": "新设",
    "declassified": "已脱密",
    "names": "科目名称",
    "members": "所属单位",
    "income": "收入",
    "expenditure": "支出",
    "economic_expenditure": "基本支出明细",
    "balances": "结转结余",
    "budgets": "预算",
    "three_public": "“三公”经费",
    "stated": "原表合计",
    "measures": "其他数据",
    "notes": "说明",
    "projects": "专项",
    "report_type": "报表类型",
    "transfers": "内部往来",
    # the facts
    "subject": "功能科目",
    "economic_subject": "经济科目",
    "kind": "类别",
    "nature": "支出性质",
    "fund": "资金性质",
    "stage": "预算阶段",
    "item": "费用项目",
    "amount": "金额",
    "margin": "误差",
    "source": "出处",
    "counterparty": "对方单位",
    "payer": "付款单位",
    "receiver": "收款单位",
    "paid": "付款方金额",
    "received": "收款方金额",
    "treatment": "处理",
    "figure": "指标",
    "period": "所属期",
    "key": "数据项",
    "value": "数值",
    "topic": "主题",
    "text": "内容",
    "name": "名称",
    "funds": "资金额",
    "uses": "资金使用",
    "indicators": "绩效指标",
    "aspect": "指标类型",
    "target": "年度指标值",
    "actual": "实际完成值",
    "full_score": "分值",
    "score": "得分",
    "texts": "文字",
    # a list of codes
    "subject_code": "科目编码",
    "from_year": "起始年度",
    "until_year": "终止年度",
    # the limits of rules
    "large_change": "变动幅度（%）",
    "reason_length": "原因字数",
    "repeated_reasons": "相同原因项数",
    "other_share": "其他科目占比（%）",
    "excellent_score": "全优时的平均分",
    "largest_amount": "最大金额（万元）",
    "smallest_total": "最小总计（万元）",
    "largest_ratio": "相差倍数",
    "cost_per_guest": "人均接待费（元）",
}

PRINTED = {
    "total": "合计",
    "appropriation_income": "财政拨款收入",
    "income_subtotal": "本年收入合计",
    "expenditure_subtotal": "本年支出合计",
    "income_total": "收入总计",
    "expenditure_total": "支出总计",
    "opening_general_public_budget": "年初一般公共预算财政拨款结转和结余",
    "opening_government_fund": "年初政府性基金预算财政拨款结转和结余",
    "opening_state_capital": "年初国有资本经营预算财政拨款结转和结余",
    "personnel": "人员经费",
    "running_costs": "公用经费",
    "vehicles": "公务用车购置及运行费",
    "procurement_total": "政府采购支出总额",
    "vehicles_total": "车辆总数",
    "code": "功能分类科目编码",
    "label": "项目",
    "line": "行次",
}

ALSO_PRINTED = {
    "公务用车购置及运行维护费": "vehicles",
    "公务用车运行费": "vehicle_running",
}
"""What some forms print instead; an address may say it, too."""

TABLES = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "appropriation_summary": "财政拨款收入支出决算总表",
    "general_budget_expenditure": "一般公共预算财政拨款支出决算表",
    "general_budget_basic": "一般公共预算财政拨款基本支出决算表",
    "three_public": "“三公”经费支出决算表",
    "government_fund": "政府性基金预算财政拨款收入支出决算表",
    "state_capital": "国有资本经营预算财政拨款支出决算表",
    "measures": "其他数据",
}
"""The official tables: the first part of a figure's address. Titles as printed are the edition's."""
PROJECTS_TABLE = {"projects": FIELDS["projects"]}
"""What is addressed like a table, and is in no form and no 其他数据: the projects that report."""
TABLES_ALSO = {
    "一般公共预算财政拨款“三公”经费支出决算表": "three_public",
    "财政拨款“三公”经费支出决算表": "three_public",
    "一般公共预算财政拨款基本支出决算明细表": "general_budget_basic",
    "国有资本经营预算财政拨款收入支出决算表": "state_capital",
}
"""Titles that some editions print; an address may say them, too."""
