"""Files that were made to do harm, small enough to be made in a test."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
LAUGHS = f"<!DOCTYPE x [{_LAUGHS}]>"
"""Nine levels of ten: a billion laughs."""
OUTSIDE = '<!DOCTYPE x [<!ENTITY l8 SYSTEM "file:///etc/hostname">]>'


def archive(parts: Mapping[str, bytes], *, store: str = "") -> bytes:
    """A zip archive of `parts`; the part named `store` is not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            method = zipfile.ZIP_STORED if name == store else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return file.getvalue()


def docx(
    body: str, declared: str = "", others: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """A Word document with `body` as its XML, after the declarations `declared`."""
    document = f'{declared}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return archive({"word/document.xml": document.encode(), **others})


def odt(body: str, declared: str = "") -> bytes:
    """An OpenDocument text with `body` as its XML."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{declared}<office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:text="{urn}:text:1.0" xmlns:table="{urn}:table:1.0"><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": content.encode()}, store="mimetype")


def workbook(sheet: str, declared: str = "") -> bytes:
    """A workbook of one sheet with the rows `sheet` as its XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="a" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="a" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{declared}<worksheet xmlns="{main}"><sheetData>{sheet}'
        "</sheetData></worksheet>",
    }
    return archive({name: text.encode() for name, text in parts.items()})


def lying(data: bytes, name: str, size: int) -> bytes:
    """The archive `data`, its list saying that the part `name` unpacks to `size` bytes."""
    at = data.index(b"PK\x01\x02")
    while True:
        length = struct.unpack("<H", data[at + 28 : at + 30])[0]
        if data[at + 46 : at + 46 + length] == name.encode():
            return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]
        at = data.index(b"PK\x01\x02", at + 4)


def pdf(pages: int = 1, content: bytes = b"", *, packed: bool = False) -> bytes:
    """A PDF of `pages` pages that all show `content`; `packed` content is deflated already."""
    extra = b"/Filter /FlateDecode " if packed else b""
    font = b"<< /Font << /F 3 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /MediaBox [0 0 600 800] /Resources %s /Kids [%s] >>"
        % (pages, font, b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (extra, len(content), content),
        *(b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>" for _ in range(pages)),
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def deflated(piece: bytes, times: int) -> bytes:
    """`piece`, so many times, packed."""
    packer = zlib.compressobj(9)
    block = piece * 1000
    return b"".join(packer.compress(block) for _ in range(times // 1000)) + packer.flush()
