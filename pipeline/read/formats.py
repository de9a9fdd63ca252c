"""Excel number formats: which of them show dates or percentages, and serial numbers as dates."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

# ECMA-376 part 1, 18.8.30: the formats a file may use without spelling them out.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"£"#,##0;-"£"#,##0',
    6: '"£"#,##0;[Red]-"£"#,##0',
    7: '"£"#,##0.00;-"£"#,##0.00',
    8: '"£"#,##0.00;[Red]-"£"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: "_-* #,##0_-",
    42: '_-"£"* #,##0_-',
    43: "_-* #,##0.00_-",
    44: '_-"£"* #,##0.00_-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),  # East Asian dates
}
NAMED = {
    "percent": "0.00%",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "currency": '"£"#,##0.00',
    "scientific": "0.00E+00",
    "short date": "dd/mm/yyyy",
    "general date": "dd/mm/yyyy h:mm",
    "general number": "",
    "general": "",
}
"""Formats by the names that XML Spreadsheet 2003 and Excel's web pages give them, in small letters."""

LONGEST_FORMAT = 255
"""Excel's own limit; a longer one is nobody's."""

_AS_TYPED = re.compile(r"-?(?:0|[1-9]\d{0,13})(?:\.\d*[1-9])?")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_SHOWS = re.compile(r"[0#?dmyhs%]|general|standa", re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def _shown_section(code: str) -> str:
    """What a format says of most numbers, without its literal text: its first section that shows one.

    Those before it hide a value or put words in its place, as ``[=0]"";dd/mm/yyyy`` does with an empty date.
    """
    sections = _LITERAL.sub("", code).split(";")
    return next((section for section in sections if _SHOWS.search(section)), sections[0])


@lru_cache(maxsize=4096)
def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time of day (hours that have passed are a number)."""
    bare = _shown_section(code)
    if _ELAPSED.search(bare) or "general" in bare.lower() or "standa" in bare.lower():
        return False
    return bool(re.search(r"[dmyhs]", bare, re.IGNORECASE))


@lru_cache(maxsize=4096)
def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage, 0.84 as 84%."""
    return "%" in _shown_section(code)


@lru_cache(maxsize=4096)
def decimals(code: str) -> int | None:
    """How many decimal places a number format shows; None where it doesn't say."""
    section = _shown_section(code)
    if not re.search(r"[0#?](?![^;]*[/Ee])", section):
        return None
    whole = re.search(r"[0#?]\.([0?]+)", section)
    return len(whole[1]) if whole else 0


def from_serial(serial: float, since_1904: bool = False) -> date | datetime | None:
    """The day (and time, where there is one) of an Excel serial number; None where there is none.

    Excel's 1900 calendar has a 29 February that never was (serial 60), so days before it count from
    one day later. Serials below 1 are times without a day.
    """
    if not 1 <= serial < 2_958_466:
        return None
    if since_1904:
        start = datetime(1904, 1, 1)  # noqa: DTZ001 - Excel's dates know no time zone
    elif serial < 60:
        start = datetime(1899, 12, 31)  # noqa: DTZ001
    elif serial < 61:
        return None
    else:
        start = datetime(1899, 12, 30)  # noqa: DTZ001
    whole = int(serial)
    try:
        if whole == serial:
            return (start + timedelta(days=whole)).date()
        moment = start + timedelta(days=whole, milliseconds=round((serial - whole) * 86_400_000))
    except OverflowError:
        return None
    return moment if moment.hour or moment.minute or moment.second or moment.microsecond else moment.date()


def exact(text: str) -> Decimal:
    """The number that was typed, from the binary fraction Excel stored: 0.84199999999999997 is 0.842.

    Excel keeps and shows 15 figures, so 0.30000000000000004, which it makes of 0.1 + 0.2, is 0.3. Raises
    ValueError for what is no number, infinity among it.
    """
    if len(text) <= 16 and _AS_TYPED.fullmatch(text):
        return Decimal(text)
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{text} is no number")
    return Decimal(f"{number:.15g}")
