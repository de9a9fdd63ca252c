"""Fill: a Word template and a paper's facts become the Word paper, or a list of what is wrong with the template."""

from __future__ import annotations

from datetime import date

from jinja2 import TemplateError
from lxml import etree

from pipeline.facts.fact import Facts
from pipeline.fill import blocks, finish, package, rules, tags
from pipeline.fill.package import parse, serialise, text_parts
from pipeline.fill.prompts import beyond_powers, in_own_words, not_word, unwritten_prompts
from pipeline.fill.render import FactsOnly, render
from pipeline.issues import Issue, errors
from pipeline.places import Place

__all__ = ["beyond_powers", "fill_template", "in_own_words", "unwritten_prompts"]


def fill_template(
    template: bytes, name: str, facts: Facts, *, title: str, as_at: date
) -> tuple[bytes | None, list[Issue]]:
    """A Word paper from a docxtpl template, with everything that is wrong with the template at once.

    ``name`` is the template's file as the officer knows it; ``title`` becomes the document's title and ``as_at``
    its only date. The paper is None where any issue is an error. The same template and facts give the same bytes.
    """
    parts = package.read(template)
    if parts is None:
        return None, [not_word(name)]
    prepared, issues = _prepared(parts, name, facts)
    if errors(issues):
        return None, issues
    try:
        filled = package.read(render(package.write(prepared, as_at), facts.tree))
    except (TemplateError, etree.XMLSyntaxError, ValueError, TypeError) as error:
        return None, [*issues, _failed(name, error)]
    if filled is None:
        return None, [*issues, not_word(name)]
    done = finish.finished(filled, title=title, as_at=as_at)
    issues += finish.leftovers(done, name)
    if errors(issues):
        return None, issues
    return package.write(done, as_at), issues


def _prepared(parts: package.Parts, name: str, facts: Facts) -> tuple[package.Parts, list[Issue]]:
    """The template without editing marks, its tags in one piece; and every fault found in them."""
    prepared = package.without_baggage(parts)
    env = FactsOnly()
    issues: list[Issue] = []
    for part in text_parts(prepared):
        root = parse(prepared[part])
        issues += tags.unsettled(root, name, part)
        tags.tidied(root)
        found, faults = tags.found(root, name, part)
        issues += [*faults, *blocks.check(found, facts.tree, env)]
        tags.shaded(root)
        prepared[part] = serialise(root)
    return prepared, issues


def _failed(name: str, error: Exception) -> Issue:
    return rules.NOTHING_LEFT.at(
        Place(name),
        f"The template could not be filled: {error}.",
        "Compare the template with the last one that worked, a few paragraphs at a time.",
    )
