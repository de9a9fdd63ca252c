"""Equations in one line, and as they are read out."""

from __future__ import annotations

import io

import pikepdf
import pytest
from lxml import etree

from pipeline.printing import print_paper
from pipeline.printing.maths import EQUATION, _row
from pipeline.printing.maths_field import field_equation
from tests.printing.drawn_samples import SPACES
from tests.printing.samples import AS_AT, field, kinds, paper, parse_xml, saved


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(*parts: str) -> str:
    return "".join(f"<m:e>{part}</m:e>" for part in parts)


@pytest.mark.parametrize(
    ("xml", "shown", "spoken"),
    [
        (r("x=1"), "x=1", "x equals 1"),
        (f"<m:f><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>", "(a+b)/2", "the fraction a plus b over 2, end of fraction,"),
        (f"<m:f><m:num>{r('a')}</m:num><m:den>{r('b')}</m:den></m:f>", "a/b", "a over b"),
        (f"<m:sSup>{e(r('x'))}<m:sup>{r('2')}</m:sup></m:sSup>", "x²", "x squared"),
        (f"<m:sSup>{e(r('x+1'))}<m:sup>{r('n+Δ')}</m:sup></m:sSup>", "(x+1)^(n+Δ)", "x plus 1 to the power n plus Δ"),
        (f"<m:sSub>{e(r('x'))}<m:sub>{r('i')}</m:sub></m:sSub>", "xᵢ", "x sub i"),
        (f"<m:sSubSup>{e(r('x'))}<m:sub>{r('1')}</m:sub><m:sup>{r('3')}</m:sup></m:sSubSup>", "x₁³", "x sub 1 cubed"),
        (f"<m:rad><m:deg/>{e(r('x+1'))}</m:rad>", "√(x+1)", "the square root of x plus 1, end of root,"),
        (f"<m:rad><m:deg>{r('3')}</m:deg>{e(r('x'))}</m:rad>", "∛x", "the cube root of x, end of root,"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{r('i=1')}</m:sub><m:sup>{r('n')}</m:sup>{e(r('i'))}</m:nary>",
            "∑_(i=1)^n i", "the sum from i equals 1 to n of i",
        ),
        (f"<m:d>{e(r('a'), r('b'))}</m:d>", "(a|b)", "open bracket a, b close bracket"),
        (
            f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr>{e(r('a'))}</m:d>",
            "[a]", "open bracket a close bracket",
        ),
        (f"<m:func><m:fName>{r('sin')}</m:fName>{e(r('x'))}</m:func>", "sin x", "sin of x"),
        (f"<m:acc><m:accPr><m:chr m:val='\u0304'/></m:accPr>{e(r('x'))}</m:acc>", "x\u0304", "x bar"),
        (f"<m:m><m:mr>{e(r('1'), r('2'))}</m:mr><m:mr>{e(r('3'), r('4'))}</m:mr></m:m>", "[1, 2; 3, 4]",
         "a matrix of 2 by 2: row 1: 1, 2; row 2: 3, 4; end of matrix"),
        (f"<m:limLow>{e(r('lim'))}<m:lim>{r('n')}</m:lim></m:limLow>", "lim_n", "lim with n below"),
        (f"<m:box>{e(r('x'))}</m:box>", "x", "x"),
    ],
)  # fmt: skip
def test_equations_are_written_in_one_line_and_read_out(xml: str, shown: str, spoken: str) -> None:
    assert _row(etree.fromstring(f"<m:oMath {SPACES}>{xml}</m:oMath>")) == (shown, spoken)


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"eq \f(a,b)", "a/b"), (r"EQ x = \r(3,y)", "x = ∛y"), (r"eq \r(x)", "√x"), (r"eq x\s\up8(2)", "x²"),
        (r"eq \i\su(i=0,n,i)", "∑_(i=0)^n i"), (r"eq \b\bc\[(\a\co2(1,2,3,4))", "[[1, 2; 3, 4]]"),
        (r'EQ \* jc0 \* "Font:Arial" \* hps16 \f(1,2)', "1/2"), (r"eq \f(1", "1"), (r"eq", ""), (r"eq \\(", "\\"),
    ],
)  # fmt: skip
def test_equations_of_fields_are_written_in_one_line(instruction: str, shown: str) -> None:
    assert field_equation(instruction).shown.strip() in (shown, shown + "()", shown + "/")


def test_an_equation_is_one_thing_in_the_pdf_with_its_words() -> None:
    made = paper()
    made.add_paragraph("So ")._p.append(
        parse_xml(f"<m:oMath {SPACES}><m:sSup>{e(r('x'))}<m:sup>{r('2')}</m:sup></m:sSup>{r('=4')}</m:oMath>")
    )
    field(made.add_paragraph("And "), r" EQ \f(1,2) ", "")
    printed = print_paper(saved(made), name="x", as_at=AS_AT)
    pdf = pikepdf.Pdf.open(io.BytesIO(printed.pdf))
    assert [str(element.Alt) for kind, element in kinds(pdf) if kind == "Formula"] == ["x squared equals 4", "1 over 2"]
    assert [issue.code for issue in printed.issues].count(EQUATION.code) == 2
    assert 'aria-label="x squared equals 4"' in printed.html
