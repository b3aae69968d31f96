"""Where does a number come from? Every figure of a sentence, down to the records of the input.

python examples/explain.py examples/lusong-2018.yaml 收、支总计
"""

import sys

import juesuan_tables as jt


def main(path: str, words: str) -> None:
    """Explain every figure of the first paragraph that holds some words."""
    report = jt.build_report(jt.load_accounts(path))
    paragraphs = [each for each in jt.narrate(report).paragraphs if words in each.text]
    if not paragraphs:
        sys.exit(f"情况说明里没有“{words}”。")
    paragraph = paragraphs[0]
    print(paragraph.text)
    for quotation in paragraph.quotations:
        print("\n" + paragraph.text[quotation.start : quotation.end])
        for name in quotation.figures:
            this_year, _, last_year = name.partition("@")
            lines = report.prior[this_year].explain() if last_year else report.explain(name)
            print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
