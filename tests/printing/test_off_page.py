"""Words that no page shows are said."""

from __future__ import annotations

import pytest

from pipeline.printing import print_paper
from tests.printing.raw_word import p, raw
from tests.printing.samples import AS_AT

_TURNED = (
    "<w:r><w:pict><v:shape style='width:30pt;height:500pt'><v:textbox style='layout-flow:vertical;mso-layout-flow-alt:bottom-to-top'>"
    f"<w:txbxContent>{p('Turned')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def celled(margin: int) -> str:
    cell = f"<w:tcPr><w:tcW w:w='4000' w:type='dxa'/><w:tcMar><w:left w:w='{margin}' w:type='dxa'/></w:tcMar></w:tcPr>"
    return f"<w:tbl><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid><w:tr><w:tc>{cell}{p('Celled')}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "unseen"),
    [
        (p("Far", properties='<w:ind w:left="0" w:firstLine="15000"/>'), "Far"),
        (p("Before", properties='<w:ind w:left="-4000"/>'), "Before"),
        (celled(20000), "Celled"),
        (celled(100) + p("Hanging", properties='<w:ind w:left="-1000"/>') + p("Next", _TURNED), ""),
    ],
)
def test_words_beyond_the_edge_of_their_page_are_said(body: str, unseen: str) -> None:
    made = print_paper(raw(body + p("End")), name="x.docx", as_at=AS_AT, formats=("pdf",))
    said = [issue.place.heading for issue in made.issues if issue.code == "W-60"]
    assert said == ([unseen] if unseen else [])
