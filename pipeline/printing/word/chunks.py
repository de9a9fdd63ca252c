"""Other files put into a Word file as they are (altChunk): text, web pages and Word files are carried, others named.

Word takes such a file in when it next opens the paper; until then only a reader that does the same shows its words.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator

from lxml import etree

from pipeline.errors import CannotRead
from pipeline.issues import Issue
from pipeline.printing.document.tree import Block, Document
from pipeline.printing.word.package import R, W
from pipeline.printing.word.reading import NOT_CARRIED, Reading

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LARGEST = 8 * 2**20
_MOST_ZEROS = 400  # in the first 1,024 bytes of text that isn't UTF-16
_UNSAID = frozenset(("script", "style", "head", "title", "meta", "link", "template", "noscript"))
_PARAGRAPHS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "section",
     "article", "header", "footer", "main", "aside", "figure", "figcaption", "address", "hr", "form", "fieldset", "body",
     "html", "table", "tr", "td", "th", "caption", "thead", "tbody", "tfoot")
)  # fmt: skip
_Piece = tuple[str, tuple[str, ...]]
"""Words with how Word says what they look like."""
_LOOKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "strike", "del": "strike"}


def chunk(
    reading: Reading, element: etree._Element, word_file: Callable[[bytes, str], tuple[Document, list[Issue]]]
) -> list[Block]:
    """The blocks of an embedded file; ``word_file`` reads one that is a Word file itself."""
    relationship = reading.package.related(reading.part).get(element.get(f"{R}id") or "")
    if relationship is None or (not relationship.external and relationship.target not in reading.package.parts):
        reading.say(NOT_CARRIED, "A file embedded here is missing from the paper.", "Paste its text into the paper.")
        return []
    leaf = relationship.target.rsplit("/", 1)[-1]
    if relationship.external:
        reading.say(
            NOT_CARRIED, f"A file outside the paper ({leaf}) belongs here; it is never fetched.", "Paste its text into the paper."
        )  # fmt: skip
        return []
    data = reading.package.parts[relationship.target]
    if data.startswith(b"PK"):
        return _of_word_file(reading, data, leaf, word_file)
    if kind := _unreadable(data):
        reading.say(
            NOT_CARRIED, f"A file embedded here ({leaf}) is {kind}, so its text is not carried.",
            "Paste its text into the paper.",
        )  # fmt: skip
        return []
    reading.say(
        NOT_CARRIED,
        f"A file embedded here ({leaf}) is carried as plain paragraphs, without its looks and its tables' lines.",
        "Open and save the paper in Word, which takes the file in, and print it again.",
    )
    body = etree.Element(f"{W}body")
    body.extend(_paragraphs(data, leaf))
    return reading.blocks(body, {}, {})


def _of_word_file(
    reading: Reading, data: bytes, leaf: str, word_file: Callable[[bytes, str], tuple[Document, list[Issue]]]
) -> list[Block]:
    try:
        document, issues = word_file(data, f"{reading.name} ({leaf})")
    except CannotRead as problem:
        reading.say(NOT_CARRIED, f"A file embedded here can't be carried: {problem}", "Paste its text into the paper.")
        return []
    reading.issues += [issue for issue in issues if issue.code not in ("W-06", "W-07")]
    return [block for section in document.sections for block in section.blocks]


def _unreadable(data: bytes) -> str:
    """What an embedded file is that is neither text nor a web page; nothing for one that is."""
    if data.startswith(b"{\\rtf"):
        return "a Rich Text file"
    binary = data[:1024].count(0) > _MOST_ZEROS and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "of a kind that can't be read here" if binary or len(data) > _LARGEST else ""


def _paragraphs(data: bytes, leaf: str) -> Iterator[etree._Element]:
    """The paragraphs of Word's that a text or a web page makes."""
    text = _decoded(data)
    if text.lstrip()[:500].lower().startswith(("mime-version", "from:", "content-type")):
        text = _web_page_of(data)
    if "<" in text and leaf.rsplit(".", 1)[-1].lower() not in ("txt", "text"):
        yield from _of_web_page(_parsed(text))
    else:
        for line in text.splitlines():
            yield _paragraph([(line, ())])


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _web_page_of(data: bytes) -> str:
    """The web page in an .mht file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = (
        message.get_body(preferencelist=("html", "plain")) if isinstance(message, email.message.EmailMessage) else None
    )
    return str(body.get_content()) if body is not None else ""


def _parsed(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _of_web_page(root: etree._Element | None) -> Iterator[etree._Element]:
    """The paragraphs of a web page as Word's own, in order; a table's cells are paragraphs, too."""
    if root is None:
        return
    etree.strip_elements(root, *_UNSAID, with_tail=False)
    line: list[_Piece] = []
    level = 0

    def ended() -> Iterator[etree._Element]:
        if any(text.strip() for text, _ in line):
            yield _paragraph(_tidied(line), level)
        line.clear()

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag, outer = element.tag, element.getparent()
        if tag in _PARAGRAPHS:
            yield from ended()
            level = int(tag[1]) if event == "start" and tag[0] == "h" and tag[1:].isdigit() else 0
        if event == "start":
            line += _begun(element)
        elif outer is not None and element.tail:
            line.append((element.tail, _looks(outer)))
    yield from ended()


def _begun(element: etree._Element) -> Iterator[_Piece]:
    """What an element of a web page says before the first element inside it."""
    if element.tag == "br":
        yield "\n", ()
    if element.tag == "img" and element.get("alt"):
        yield f"[{element.get('alt')}]", ()
    if element.tag == "li":
        yield "• ", ()
    yield element.text or "", _looks(element)


def _looks(element: etree._Element) -> tuple[str, ...]:
    """How Word says what words in an element look like."""
    return tuple(_LOOKS[each.tag] for each in (element, *element.iterancestors()) if each.tag in _LOOKS)


def _tidied(line: list[_Piece]) -> list[_Piece]:
    return [(text if text == "\n" else " ".join(f"x{text}x".split())[1:-1], looks) for text, looks in line if text]


def _paragraph(pieces: list[_Piece], level: int = 0) -> etree._Element:
    """A paragraph of Word's from words and their looks."""
    made = etree.Element(f"{W}p")
    if level:
        etree.SubElement(etree.SubElement(made, f"{W}pPr"), f"{W}outlineLvl", {f"{W}val": str(level - 1)})
    for text, looks in pieces:
        run = etree.SubElement(made, f"{W}r")
        properties = etree.SubElement(run, f"{W}rPr")
        for look in dict.fromkeys([*looks, *(("b",) if level else ())]):
            etree.SubElement(properties, W + look, {f"{W}val": "single"} if look == "u" else {})
        if text == "\n":
            etree.SubElement(run, f"{W}br")
            continue
        words = etree.SubElement(run, f"{W}t", {_XML_SPACE: "preserve"})
        words.text = "".join(char if char.isprintable() else " " for char in text)
    return made
