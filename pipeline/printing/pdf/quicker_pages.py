"""Pages that the same rules are for share their styles: WeasyPrint works them out for every page anew.

It also looks through the styles of all pages so far for each new one, which makes long papers slow. Like
:mod:`pipeline.printing.pdf.quicker`, nothing here changes what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Key = tuple[Any, ...]


def known_pages(theirs: Callable[[Any, Any, Any], None]) -> Callable[[Any, Any, Any], None]:
    """Stands in for WeasyPrint 70.0's ``set_page_type_computed_styles``: the first page of its kind is worked out by it."""
    from weasyprint.css import PAGE_MARGIN_BOXES

    parts = tuple(f"@{name}" for name in sorted(PAGE_MARGIN_BOXES))
    first: dict[Key, Any] = {}

    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        style_for.add_page_declarations(page_type)
        cascaded, computed = style_for.get_cascaded_styles(), style_for.get_computed_styles()
        key = (id(style_for), *(_declared(cascaded.get((page_type, part))) for part in (None, *parts)))
        alike = first.setdefault(key, page_type)
        if alike is page_type:
            cascaded_now = {
                each: cascaded[each] for each in ((page_type, part) for part in (None, *parts)) if each in cascaded
            }
            cascaded.clear()
            cascaded.update(cascaded_now)
            theirs(page_type, html, style_for)
            return
        for part in (None, *parts):
            if (alike, part) in computed:
                computed[page_type, part] = computed[alike, part]

    return set_page_type_computed_styles


def _declared(style: dict[str, tuple[Any, Any]] | None) -> Key | None:
    """What is declared of a page or one of its margins: the same rules give the same values, by identity."""
    return None if style is None else tuple((name, id(value)) for name, (value, _) in style.items())


def on_no_other_page(context: Any, pages: Any, containing_page: Any) -> Iterator[Any]:
    """Stands in for WeasyPrint 70.0's ``layout_fixed_boxes``, which asks all pages for each: papers fix nothing to every page."""
    return iter(())
