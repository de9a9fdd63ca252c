"""Counts of children in words: those that could pick a child out are found, and nothing else."""

import pytest

from pipeline.protected import counts_of_children

TOLD = """
Two children were harmed | Two children
3 of the children came back | 3 of the children
one child | one child
a single child was seen | a single child
five looked-after children moved | five looked-after children
of whom four are care leavers; two care leavers more | two care leavers
three separate young people |
2 unaccompanied minors | 2 unaccompanied minors
a couple of young women | a couple of young women
fewer than five children | five children
two child protection plans ended | two child protection plans
two children's plans drifted | two children
3 siblings | 3 siblings
Last year two children were harmed | two children
last year 2 children came back | 2 children
harm was found in two children | two children
1 child's plan lacked a chronology | 1 child
two children’s final placements broke down | two children
one child in need was hurt | one child
two children in care went missing | two children
three care leavers' cases were closed | three care leavers
two children had no social worker | two children
two children with disabilities were moved | two children
up to three children were harmed | three children
one to three children were harmed | three children
two children need support workers | two children
One of the young people was arrested | One of the young people
two children’s exclusions were overturned | two children
"""
HARMLESS = """
two children's homes opened
three children’s social care teams
one in five children
4 in 5 children
more than five children
Year 5 children
children under 5 children
12 children and 23 young people
3.2 children for each worker
1-5 children
one child protection chair
two teams for children
three days for children
each child has one plan
five child protection conferences
one child per family
key stage 2 pupils
two children and family hubs
three young people’s advisers were recruited
two young people's representatives sit on the board
two children's practitioners a team
one young person's advocate post is vacant
four girls' football sessions
3 care leavers' local offer events
three Children Looked After nurses
four children and families assessment teams
two children with disabilities social workers
five Children in Care Council members
two Children Act 1989 applications
two Children and Young People's Plans
one child, one plan
no one child should wait
one pupil premium lead a school
a single child record
a single child's plan template
one child in need review form
every one of our children
one of the children's homes
counts from 1 to 5 children
1–5 children
between one and five children
a home for up to four children
registered for 3 children
families with two or three children
families with three children or more
years 4 and 5 pupils
appendix 2 children in care
band 4 children
objective 2 care leavers
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_a_count_of_one_to_five_children_is_found_in_a_sentence(line: str) -> None:
    text, _, said = (part.strip() for part in line.partition("|"))
    assert counts_of_children(text) == [said or text]


@pytest.mark.parametrize("text", HARMLESS.strip().splitlines())
def test_shares_ages_bounds_and_childrens_services_are_no_counts(text: str) -> None:
    assert counts_of_children(text) == []
