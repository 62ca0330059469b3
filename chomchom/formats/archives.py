"""What Python raises over a ZIP archive that is cut off, damaged or made by hand; each was seen with such a file."""

from __future__ import annotations

import lzma
import zipfile
import zlib

BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,  # no archive, a wrong checksum, headers that contradict each other
    zlib.error,  # a deflated part whose bytes are not a deflate stream
    lzma.LZMAError,  # the same of an lzma part
    OSError,  # the same of a bzip2 part
    EOFError,  # a part that ends before its stream does
    ValueError,  # a part that claims to lie before the file; a name that is not the UTF-8 it claims (UnicodeDecodeError)
    OverflowError,  # a part that claims to lie further away than a file can be long (ZIP64)
    NotImplementedError,  # a compression or a version of the format that nobody here can read
)
"""Caught together where an archive is opened or a part of it read, and before RuntimeError, which a locked part raises
and one of these is a kind of."""

BROKEN_WORKBOOK: tuple[type[Exception], ...] = (*BROKEN, KeyError, TypeError, AttributeError, IndexError, SyntaxError)
"""What a workbook raises besides, whose parts are there but do not say what they should."""
