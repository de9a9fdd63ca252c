"""Equations in one line, and as they are read out."""

from __future__ import annotations

import io
import re
from xml.etree.ElementTree import Element

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.printing import print_paper, read_document
from pipeline.printing.equations.maths import EQUATION, _row
from pipeline.printing.equations.maths_field import field_equation
from pipeline.printing.layout.looks import Sheet
from pipeline.printing.layout.maths_setting import MathsSetter
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
        # a word that is kept in several pieces, and marks that nobody sees
        (f"{r('windo')}<m:sSub>{e(r('w'))}<m:sub>{r('size')}</m:sub></m:sSub>", "window_size", "window sub size"),
        (f"{r('a')}{r('b')}{r('min')}{r('x')}", "abminx", "a b min x"),
        (f"{r('min' + chr(0x2061))}<m:d>{e(r('a'))}</m:d>", "min(a)", "min open bracket a close bracket"),
    ],
)  # fmt: skip
def test_equations_are_written_in_one_line_and_read_out(xml: str, shown: str, spoken: str) -> None:
    assert _row(etree.fromstring(f"<m:oMath {SPACES}>{xml}</m:oMath>"))[:2] == (shown, spoken)


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"eq \f(a,b)", "a/b"), (r"EQ x = \r(3,y)", "x = ∛y"), (r"eq \r(x)", "√x"), (r"eq x\s\up8(2)", "x²"), (r"eq x\s\up 12(2)", "x²"),
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
    assert (
        '<math alttext="x²=4" displaystyle="true"><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup><mo>=</mo><mn>4</mn></math>'
        in printed.html
    )


def test_the_name_of_a_thing_is_read_out_without_a_word_of_it() -> None:
    made = paper()
    made.add_paragraph("with ")._p.append(
        parse_xml(f"<m:oMath {SPACES}><m:sSub>{e(r('x'))}<m:sub>{r('i')}</m:sub></m:sSub></m:oMath>")
    )
    document, issues = read_document(saved(made), "x.docx")
    assert (next(iter(document.blocks())).text, issues) == ("with xᵢ", [])


def half(top: str, foot: str) -> str:
    return f"<m:f><m:num>{top}</m:num><m:den>{foot}</m:den></m:f>"


def marks(xml: str) -> str:
    """An equation's MathML."""
    return _row(etree.fromstring(f"<m:oMath {SPACES}>{xml}</m:oMath>")).marks


def set_words(xml: str, room: float = 40) -> str | None:
    """The letters of an equation as it is set, in the order of its boxes; None where it was not."""
    held = Element("span")
    done = MathsSetter(Sheet(), lambda wide, high: "paper:root", "Cambria").set(held, marks(xml), room)
    return "".join(held.itertext()) if done else None


@pytest.mark.parametrize(
    ("xml", "mathml"),
    [
        (half(r("a"), r("2")), "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        (f"<m:rad><m:deg/>{e(r('x'))}</m:rad>", "<msqrt><mi>x</mi></msqrt>"),
        (r("-3.5&lt;y"), "<mo>−</mo><mn>3.5</mn><mo>&lt;</mo><mi>y</mi>"),
        ("<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>log</m:t></m:r>", "<mi>log</mi>"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if so</m:t></m:r>", "<mtext>if so</mtext>"),
        (
            f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{r('i')}</m:sub><m:sup>{r('n')}</m:sup>{e(r('i'))}</m:nary>",
            "<munderover><mrow><mo largeop=\"true\">∑</mo></mrow><mrow><mi>i</mi></mrow><mrow><mi>n</mi></mrow></munderover><mrow><mi>i</mi></mrow>",
        ),
    ],
)  # fmt: skip
def test_equations_are_mathml_on_the_web_page(xml: str, mathml: str) -> None:
    assert marks(xml) == mathml


PIECES = st.recursive(
    st.sampled_from("abcxyz0123+=−(").map(r),
    lambda inside: st.one_of(
        st.tuples(inside, inside).map(lambda two: half(*two)),
        st.tuples(inside, inside).map(lambda two: f"<m:sSup>{e(two[0])}<m:sup>{two[1]}</m:sup></m:sSup>"),
        st.tuples(inside, inside, inside).map(
            lambda three: f"<m:sSubSup>{e(three[0])}<m:sub>{three[1]}</m:sub><m:sup>{three[2]}</m:sup></m:sSubSup>"
        ),
        inside.map(lambda one: f"<m:rad><m:deg/>{e(one)}</m:rad>"),
        st.tuples(inside, inside).map(lambda two: f"<m:d>{e(*two)}</m:d>"),
        st.tuples(inside, inside).map(lambda two: f"<m:m><m:mr>{e(*two)}</m:mr></m:m>"),
        st.tuples(inside, inside).map(lambda two: f"<m:limUpp>{e(two[0])}<m:lim>{two[1]}</m:lim></m:limUpp>"),
        inside.map(lambda one: f"<m:acc>{e(one)}</m:acc>"),
        st.lists(inside, max_size=3).map("".join),
    ),
    max_leaves=8,
)


@given(PIECES)
def test_every_sign_of_an_equation_is_set(xml: str) -> None:
    found = set_words(xml, room=1e6)
    assert found is not None
    held = re.findall("<m:t>(.)</m:t>", xml)
    assert sorted(char for char in found if char in "abcxyz0123+=−") == sorted(
        char for char in held if char in "abcxyz0123+=−"
    )


def test_an_equation_wider_than_its_column_stays_one_line_of_words() -> None:
    wide = f"<m:m><m:mr>{e(*(r('aaaa') for _ in range(9)))}</m:mr></m:m>"
    assert set_words(wide, room=12) is None
    assert set_words("".join([r("aaa="), r("bbb+"), r("ccc=")] * 5), room=6) is not None
