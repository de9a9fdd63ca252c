"""What can be told to be wrong in people's words, and what only looks like it."""

from dataclasses import replace

import pytest
from plans import domain, rated

from pipeline.checks.registry import run_check
from pipeline.checks.words import wrong_days, wrong_names, wrong_shares
from pipeline.sheets.glossary import Term


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("64 of 114 complete (55%)", "64 of 114 is 55%: it is 56.1%"),
        ("64 of the 114 actions, 56%", ""),
        ("64 out of 114 (56.1 per cent)", ""),
        ("64/114 (57%)", "64 of 114 is 57%: it is 56.1%"),
        ("55% (64 of 114)", "64 of 114 is 55%: it is 56.1%"),
        ("56% (64 of 114)", ""),
        ("about 55% (64 of 114)", ""),
        ("64 of 114 (about 55%)", ""),
        ("1,140 of 2,000 visits (57%)", ""),
        ("1 of 8 (12%)", ""),  # a half is rounded either way
        ("1 of 8 (13%)", ""),
        ("12 of 40 files, up from 25%", ""),
        ("12 of 40 files were late and 90% were read", ""),
        ("12 of 40 files (target 90%)", ""),
        ("62 of 38 (38%)", ""),  # no share
        ("2 of 3 January, 50%", "2 of 3 is 50%: it is 66.7%"),
    ],
)
def test_a_percentage_is_held_against_the_counts_beside_it(text: str, said: str) -> None:
    assert wrong_shares(text) == ([f"says that {said}"] if said else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Thursday 7 May 2024", "says Thursday 7 May 2024: that is a Tuesday"),
        ("Tuesday 7 May 2024", ""),
        ("Tuesday, the 7th of May, 2024", ""),
        ("31 June 2026", "says 31 June 2026: there is no such day"),
        ("29 February 2028", ""),
        ("29 February 2027", "says 29 February 2027: there is no such day"),
        ("Wednesday 31 December 2025 to Thursday 1 January 2026", ""),
        ("on a Monday in May 2026", ""),
        ("may 7 May 2024", ""),
    ],
)
def test_a_day_of_the_week_is_that_of_its_date(text: str, said: str) -> None:
    assert wrong_days(text) == ([said] if said else [])


@pytest.mark.parametrize(
    "text",
    [
        "children's services",
        "Children’s Board",
        "Ofsted",
        "childrens.services@council.gov.uk",
        "www.childrens-board.org",
    ],
)
def test_names_that_are_right_and_addresses_are_left_alone(text: str) -> None:
    assert wrong_names(text) == []


def test_a_name_that_is_wrong_all_over_a_sheet_is_said_once_for_it() -> None:
    now = rated(domains=[domain(), domain(id="2", aim="OFSTED is told."), domain(id="3", aim="OFSTED is asked.")])
    [found] = run_check("Z-28", now, None)
    assert (found.place.heading, len(found.also)) == ("Aim", 1)


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        ("The MASH is quicker.", "MASH (Domains"),
        ("The MASH and the MASH again.", "MASH (Domains"),
        ("The multi-agency safeguarding hub (MASH) is quicker. MASH is open.", ""),
        ("MASH (multi-agency safeguarding hub) is quicker.", ""),
        ("THE MASH IS QUICKER", ""),
        ("IT and HR help.", ""),
        ("Write to AB@council.gov.uk or see A/B.", ""),
        ("Social workers and SWs, and more SWs.", "SW (Domains"),
    ],
)
def test_letters_that_are_explained_nowhere_are_asked_about_once(aim: str, said: str) -> None:
    found = run_check("Z-29", rated(domains=[domain(aim=aim)]), None)
    assert [said in issue.message for issue in found] == [True] * bool(said)


def test_letters_in_the_glossary_are_explained() -> None:
    now = rated(domains=[domain(aim="The MASH is quicker.")])
    term = Term(term="MASH", meaning="Multi-agency safeguarding hub")
    assert run_check("Z-29", replace(now, plan=replace(now.plan, rows={**now.plan.rows, Term: (term,)})), None) == []
