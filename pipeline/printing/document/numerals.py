"""A count in each of Word's number formats (ECMA-376 Part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SERIES = {
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
    "aiueo": "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ",
    "iroha": "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "hindiVowels": "".join(map(chr, range(0x915, 0x93A))),
    "hindiConsonants": "".join(map(chr, range(0x905, 0x915))),
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
}
"""Letters in the order that a format counts in; past the last they are doubled, as Word's letters are."""
_DIGITS = {
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "koreanDigital2": "零一二三四五六七八九",
}
_COUNTING = {  # digits; ten to ten thousand; from which power of ten a one before it is said (a leading 10 is 十)
    "japaneseCounting": ("〇一二三四五六七八九", "十百千万", 4),
    "chineseCounting": ("○一二三四五六七八九", "十百千万", 2),
    "chineseCountingThousand": ("○一二三四五六七八九", "十百千万", 2),
    "taiwaneseCounting": ("○一二三四五六七八九", "十百千萬", 2),
    "taiwaneseCountingThousand": ("○一二三四五六七八九", "十百千萬", 2),
    "japaneseLegal": ("零壱弐参四伍六七八九", "拾百阡萬", 0),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", 0),
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", 0),
    "koreanCounting": ("영일이삼사오육칠팔구", "십백천만", 4),
}
_KOREAN_TENS = ["열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
_KOREAN_ONES = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
_HEBREW = ((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"),
           (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"),
           (3, "ג"), (2, "ב"), (1, "א"))  # fmt: skip
_ZODIAC_YEARS = 60
_MARKS = "*†‡§"
_MOST_LETTERS = 780  # Word's letters begin again after 30 of one
_VIETNAMESE = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def is_known(kind: str) -> bool:
    """Whether a format is one of Word's, or a custom one in figures, that counts in signs of its own."""
    return (
        kind in ("none", "decimal")
        or (kind.isdecimal() and kind.isascii() and len(kind) < 10)
        or any(kind in kinds for kinds in (_DIGITS, _SERIES, _COUNTING, _WRITTEN))
    )


def numeral(count: int, kind: str) -> str:
    """A count in one of Word's number formats; in figures where the format isn't known or doesn't go that far.

    A format in figures (``001``) is the first number of a custom one: as many figures as that has.
    """
    if kind == "none":
        return ""
    if kind.isdigit():
        return f"{count:0{len(kind)}d}"
    if kind in _DIGITS:
        return "".join(_DIGITS[kind][int(digit)] if digit.isdigit() else digit for digit in str(count))
    if kind in _SERIES:
        return _lettered(count, _SERIES[kind])
    if kind in _COUNTING:
        return _counted(count, *_COUNTING[kind])
    written = _WRITTEN.get(kind)
    return (written(count) if written else "") or str(count)


def _roman(count: int) -> str:
    text, left = "", count if 0 < count < 32768 else 0
    for size, letters in _ROMAN:
        text += letters * (left // size)
        left %= size
    return text


def _lettered(count: int, letters: str) -> str:
    """a to z, then aa to zz: each letter as often as its round."""
    if not 0 < count <= _MOST_LETTERS:
        return str(count)
    return letters[(count - 1) % len(letters)] * ((count - 1) // len(letters) + 1)


def _cardinal(count: int) -> str:
    if not 0 <= count < 1_000_000:
        return ""
    if count >= 1000:
        rest = f" {_cardinal(count % 1000)}" if count % 1000 else ""
        return f"{_cardinal(count // 1000)} thousand{rest}"
    if count >= 100:
        rest = f" {_cardinal(count % 100)}" if count % 100 else ""
        return f"{_ONES[count // 100]} hundred{rest}"
    if count < 20:
        return _ONES[count]
    return _TENS[count // 10 - 2] + (f"-{_ONES[count % 10]}" if count % 10 else "")


def _ordinal_words(count: int) -> str:
    words = _cardinal(count)
    head = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[head:]
    ending = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[:head] + ending if words else ""


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _hebrew(count: int) -> str:
    text, left = "", count if 0 < count < 1000 else 0
    for size, letter in _HEBREW:
        if left in (15, 16):
            return text + ("טו" if left == 15 else "טז")
        text += letter * (left // size)
        left %= size
    return text


def _counted(count: int, digits: str, units: str, ones: int) -> str:
    """Ten and three as 十三: each digit with its unit, gaps as one nought."""
    if count == 0:
        return digits[0]
    if not 0 < count < 100_000:
        return str(count)
    text, gap = "", False
    for power in (4, 3, 2, 1, 0):
        digit = count // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        if gap and digits[0] not in "〇영":
            text += digits[0]
        gap = False
        silent = digit == 1 and 0 < power < ones and not (ones == 2 and text)
        text += ("" if silent else digits[digit]) + (units[power - 1] if power else "")
    return text


def _korean_legal(count: int) -> str:
    if not 0 < count < 100:
        return ""
    return (_KOREAN_TENS[count // 10 - 1] if count >= 10 else "") + (_KOREAN_ONES[count % 10] if count % 10 else "")


def _vietnamese(count: int) -> str:
    if not 0 <= count < 100:
        return ""
    if count < 10:
        return _VIETNAMESE[count]
    tens = "mười" if count < 20 else f"{_VIETNAMESE[count // 10]} mươi"
    ones = {0: "", 1: "một" if count < 20 else "mốt", 5: "lăm"}.get(count % 10, _VIETNAMESE[count % 10])
    return f"{tens} {ones}".strip()


def _circled(first: int, most: int) -> Callable[[int], str]:
    return lambda count: chr(first + count - 1) if 0 < count <= most else ""


def _enclosed(count: int) -> str:
    for low, high, first in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if low <= count <= high:
            return chr(first + count - low)
    return ""


def _sexagenary(count: int) -> str:
    place = (count - 1) % _ZODIAC_YEARS
    return _SERIES["ideographTraditional"][place % 10] + _SERIES["ideographZodiac"][place % 12]


def _chicago(count: int) -> str:
    return _MARKS[(count - 1) % 4] * ((count - 1) // 4 + 1) if 0 < count <= 40 else ""


_WRITTEN: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": lambda count: _lettered(count, _LETTERS),
    "upperLetter": lambda count: _lettered(count, _LETTERS.upper()),
    "ordinal": _ordinal,
    "cardinalText": lambda count: _cardinal(count).capitalize(),
    "cardText": _cardinal,
    "ordText": _ordinal_words,
    "ordinalText": lambda count: _ordinal_words(count).capitalize(),
    "hex": lambda count: f"{count:X}",
    "chicago": _chicago,
    "decimalZero": lambda count: f"{count:02d}",
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedCircle": _enclosed,
    "decimalEnclosedCircleChinese": _enclosed,
    "decimalEnclosedFullstop": _circled(0x2488, 20),
    "decimalEnclosedParen": _circled(0x2474, 20),
    "ideographEnclosedCircle": _circled(0x3280, 10),
    "ideographZodiacTraditional": _sexagenary,
    "hebrew1": _hebrew,
    "koreanLegal": _korean_legal,
    "vietnameseCounting": _vietnamese,
}
