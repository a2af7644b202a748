"""HTML of strangers made safe to show in a sandboxed frame.

An allow-list, applied by a real HTML parser. Nothing that runs, submits, overlays or loads survives:
images lose their source, and say in a data attribute where it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import nh3

from channels_in.mail.limits import HTML_CHARACTERS, HTML_NESTING
from channels_in.mail.markup import Tag, pieces_of
from channels_in.mail.phrases import words

_SCHEMES = {"http", "https", "mailto", "tel"}
_IMAGE_SCHEMES = {"http", "https", "cid", "data"}
_TAGS = words("""
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn
    dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav
    ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul
    var wbr
""")
_CELL = {"align", "bgcolor", "colspan", "height", "rowspan", "valign", "width"}
_ATTRIBUTES = {
    "*": {"align", "dir", "lang", "style", "title"},
    "a": {"href"},
    "blockquote": {"type"},
    "font": {"color", "face", "size"},
    "hr": {"size", "width"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"start", "type"},
    "table": {"bgcolor", "border", "cellpadding", "cellspacing", "width"},
    "tbody": {"valign"},
    "td": _CELL,
    "th": _CELL,
    "tr": {"bgcolor", "valign"},
}
_STYLES = words("""
    background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width
    border-collapse border-color border-left border-left-color border-left-style border-left-width
    border-radius border-right border-right-color border-right-style border-right-width border-spacing
    border-style border-top border-top-color border-top-style border-top-width border-width color direction
    font font-family font-size font-style font-weight height letter-spacing line-height list-style-type
    max-width min-width padding padding-bottom padding-left padding-right padding-top text-align
    text-decoration text-indent text-transform unicode-bidi vertical-align white-space width word-break
    word-spacing word-wrap margin margin-bottom margin-left margin-right margin-top
""")
# No address, no function but colours, no escape, no comment: nothing that loads or hides one.
_STYLE_VALUE = re.compile(r"(?:[\w\s#%.,'\"!+-]|(?:rgb|hsl)a?\([\d\s.,%/]{1,60}\)){1,300}", re.IGNORECASE)
_STYLE_LENGTH = 4000
_NEGATIVE = re.compile(r"-\s{0,5}[\d.]")
_INLINE_IMAGE = re.compile(
    r"data:image/(?:png|gif|jpe?g|webp);base64,[A-Za-z0-9+/=\s%]{1,200000}", re.IGNORECASE
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTES_IN_TAG = 1000
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
# These never nest in themselves (the parser closes them) or hold nothing.
_FLAT = words("""
    p li dd dt option tr td th tbody thead tfoot colgroup col br hr img input meta link area base embed param
    source track wbr html head body
""")


@dataclass(frozen=True, slots=True)
class SafeHtml:
    html: str
    has_remote_images: bool
    shown_attachments: frozenset[int]


def is_sane(source: str) -> bool:
    """Small and flat enough: the parser's time grows with the square of nesting and of attributes."""
    if len(source) > HTML_CHARACTERS or any(map(_has_many_attributes, _LONG_TAG.findall(source))):
        return False
    depth = 0
    for slash, name in _OPEN_OR_CLOSE.findall(source):
        if name.lower() not in _FLAT:
            depth = max(depth + (-1 if slash else 1), 0)
            if depth > HTML_NESTING:
                return False
    return True


def _has_many_attributes(tag: str) -> bool:
    bare = _QUOTED.sub("", tag)
    return len(bare.split()) + bare.count("/") > _ATTRIBUTES_IN_TAG


def sanitise(source: str, attachments: Mapping[str, int]) -> SafeHtml:
    """`attachments` says which content id or location is which attachment."""
    return _with_blocked_images(_CLEANER.clean(source), attachments)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return _safe_style(value) or None
    if name == "href":
        return value if _scheme_of(value) in _SCHEMES else None
    if name == "src":
        return value if _scheme_of(value) in _IMAGE_SCHEMES or "/" not in value else None
    return value


def _scheme_of(url: str) -> str:
    return url.strip().partition(":")[0].lower()


def _safe_style(style: str) -> str:
    kept = []
    for declaration in style[:_STYLE_LENGTH].split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in _STYLES and _STYLE_VALUE.fullmatch(value) and not _pulls_out(name, value):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def _pulls_out(name: str, value: str) -> bool:
    """Negative margins and indents move text over other text, or out of sight."""
    return name.startswith(("margin", "text-indent")) and bool(_NEGATIVE.search(value))


def _with_blocked_images(clean: str, attachments: Mapping[str, int]) -> SafeHtml:
    parts: list[str] = []
    shown: set[int] = set()
    has_remote = False
    for piece in pieces_of(clean):
        if isinstance(piece, Tag) and piece.name == "img":
            attributes = piece.attributes()
            attributes |= _blocked(attributes.pop("src", "").strip(), attachments)
            has_remote = has_remote or "data-remote-src" in attributes
            if "data-attachment" in attributes:
                shown.add(int(attributes["data-attachment"]))
            parts.append(_written("img", attributes))
        else:
            parts.append(piece.source)
    return SafeHtml("".join(parts), has_remote, frozenset(shown))


def _blocked(source: str, attachments: Mapping[str, int]) -> dict[str, str]:
    scheme = _scheme_of(source)
    if scheme in ("http", "https"):
        return {"data-remote-src": source}
    if scheme == "data":
        return {"src": source} if _INLINE_IMAGE.fullmatch(source) else {}
    reference = unquote(source[4:] if scheme == "cid" else source).strip("<> ")
    return {"data-attachment": str(attachments[reference])} if reference in attachments else {}


def _written(name: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object", "textarea"},
    attributes=_ATTRIBUTES,
    attribute_filter=_keep_attribute,
    strip_comments=True,
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes=_SCHEMES | _IMAGE_SCHEMES,
)
