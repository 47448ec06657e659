"""XML and HTML without the network: no external entity, no document type, no depth beyond libxml2's bound."""

from __future__ import annotations

from lxml import etree

from storage.tables.assembling import NoTable

_ENTITIES = "文件含有外部实体声明，为安全起见不予读取；请在原软件中打开后另存再发"
_BROKEN = "文件内容已损坏，无法读取；请在原软件中打开后另存再发"


def parse_xml(raw: bytes) -> etree._Element:
    """The root of an XML part. A document type is refused: it is how entities come in, and office files have none."""
    if b"<!DOCTYPE" in raw[:2048] or b"<!ENTITY" in raw:
        raise NoTable(_ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NoTable(_BROKEN) from None
    if root.getroottree().docinfo.internalDTD is not None:  # written in UTF-16 it is not seen above
        raise NoTable(_ENTITIES)
    return root


def parse_html(raw: bytes, encoding: str | None) -> etree._Element:
    """The root of a web page, mended as browsers do."""
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=False, encoding=encoding, remove_comments=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise NoTable(_BROKEN) from None
    if root is None:
        raise NoTable("网页没有内容")
    return root
