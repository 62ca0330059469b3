"""A kept file lies sealed, once, under the right of its record, and leaves nothing behind when it goes."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image

from chomchom.documents import vault
from chomchom.documents.actions import destroy, keep, sweep
from chomchom.documents.models import Blob, StoredFile
from chomchom.documents.public import Owner, content_of, download, files_of
from chomchom.formats.hwpx import write_hwpx
from chomchom.formats.written import write_xlsx
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.site import backup, keys
from chomchom.store import keyring, sealing
from chomchom.store.acting import acting
from tests.formats.papers import paper, png

WORDS = "달맞이시 회의 자료\n나도담\n".encode()
RRN = "900101-1234567"


def on_disk() -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def kept(
    deeds, content: bytes = WORDS, *, owner: Owner | None = None, name: str = "자료.txt", **how
) -> tuple[Owner, UUID]:
    owner = owner or Owner("council", uuid4())
    with acting(deeds.jiu()) as deed:
        return owner, keep(deed, owner=owner, purpose="minutes-original", filename=name, content=content, **how)


def opened(deeds, file_id: UUID, owner: Owner) -> bytes:
    with acting(deeds.jiu()) as deed:
        return content_of(deed, file_id, owner=owner)[1]


def test_a_kept_file_comes_back_and_lies_sealed(db, deeds):
    owner, file_id = kept(deeds)
    assert opened(deeds, file_id, owner) == WORDS
    (place,) = on_disk()
    lying = place.read_bytes()
    assert WORDS[:12] not in lying
    assert "나도담".encode() not in lying
    assert oct(place.stat().st_mode)[-3:] == "600"
    row = StoredFile.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, blob_id FROM documents_storedfile")
        sealed, _blob = cursor.fetchone()
    assert "자료".encode() not in bytes(sealed)
    assert row.name == "자료.txt"
    entry = Entry.objects.get(tag="documents:file:kept")
    assert entry.payload["size"] == len(WORDS)
    assert "name" not in entry.payload


def test_the_same_content_lies_on_the_disk_once_and_has_a_number_at_each_record(db, deeds):
    owner, _ = kept(deeds)
    kept(deeds, owner=owner)
    kept(deeds)
    assert len(on_disk()) == 1 == Blob.objects.count()
    with acting(deeds.jiu()) as deed:
        assert [row.number for row in files_of(deed, owner, purpose="minutes-original")] == [1, 2]
        assert files_of(deed, owner, purpose="photo") == ()
        assert {row.digest for row in files_of(deed, owner)} == {Blob.objects.get().digest.hex()}


def test_a_file_is_there_only_for_its_own_record(db, deeds):
    owner, file_id = kept(deeds)
    for other in (Owner("council", uuid4()), Owner("planning", owner.record_id)):
        with pytest.raises(Refused, match="file-not-found"):
            opened(deeds, file_id, other)


def test_a_file_moved_or_changed_on_the_disk_is_said_to_be_lost(db, deeds):
    owner, file_id = kept(deeds)
    other_owner, other = kept(deeds, b"another text")
    (one, two) = sorted(on_disk())
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first[:-1] + bytes([first[-1] ^ 1]))
    for which, whose in ((file_id, owner), (other, other_owner)):
        with pytest.raises(Refused, match="file-lost"):
            opened(deeds, which, whose)
    one.unlink()
    two.unlink()
    with pytest.raises(Refused, match="file-lost"):
        opened(deeds, file_id, owner)


def test_destroying_takes_the_content_with_its_last_record(real_db, deeds):
    owner, first = kept(deeds)
    other, second = kept(deeds)
    with acting(deeds.jiu()) as deed:
        destroy(deed, file_id=first, owner=owner)
    assert opened(deeds, second, other) == WORDS
    with acting(deeds.jiu()) as deed:
        destroy(deed, file_id=second, owner=other)
    assert Blob.objects.count() == 0  # and with it the key
    (place,) = on_disk()
    os.utime(place, (1, 1))
    with acting(deeds.machine()) as deed:
        assert sweep(deed) == 1
    assert on_disk() == []
    assert [(row.name, row.blob_id) for row in StoredFile.objects.all()] == [("", None)] * 2
    with pytest.raises(Refused, match="file-not-found"):
        opened(deeds, second, other)


def test_a_deed_that_is_rolled_back_keeps_nothing_and_the_sweep_clears_the_disk(real_db, deeds):
    with pytest.raises(Refused), acting(deeds.jiu()) as deed:
        keep(deed, owner=Owner("council", uuid4()), purpose="x", filename="a.txt", content=WORDS)
        raise Refused("file-not-found")
    assert StoredFile.objects.count() == Blob.objects.count() == 0
    _, stays = kept(deeds, b"stays")
    (stray,) = [path for path in on_disk() if Blob.objects.get().pk.hex not in path.name]
    half = stray.with_name("0.part")
    half.write_bytes(b"half")
    long_ago = (deeds.at - timedelta(days=3)).timestamp()
    for path in on_disk():
        os.utime(path, (long_ago, long_ago))
    with acting(deeds.machine()) as deed:
        assert sweep(deed) == 2
    assert [path.name for path in on_disk()] == [f"{Blob.objects.get().pk.hex}.sealed"]
    assert stays


def test_the_sweep_leaves_what_a_deed_is_writing_now(real_db, deeds):
    vault.put(uuid4(), b"being written", key=vault.new_key())
    long_after = replace(deeds.machine(), at=deeds.at)
    for path in on_disk():
        os.utime(path, (deeds.at.timestamp() - 60, deeds.at.timestamp() - 60))
    with acting(long_after) as deed:
        assert sweep(deed) == 0
    assert len(on_disk()) == 1


def test_two_who_keep_at_one_record_at_once_both_get_a_number(real_db, deeds):
    owner = Owner("council", uuid4())
    ready, faults = threading.Barrier(2), []

    def one() -> None:
        try:
            with acting(deeds.jiu()) as deed:
                ready.wait(timeout=10)
                keep(deed, owner=owner, purpose="photo", filename="a.txt", content=WORDS)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=30)
    assert faults == []
    assert sorted(StoredFile.objects.values_list("number", flat=True)) == [1, 2]
    assert Blob.objects.count() == 1 == len(on_disk())


# --- what is refused ------------------------------------------------------------------------------------


def picture(form: str = "JPEG", **meta) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, form, **meta)
    return out.getvalue()


def hwpx_with(text: str) -> bytes:
    document = paper()
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_hwpx(document))) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "Contents/section0.xml":
                content = content.replace("굵은 글".encode(), text.encode(), 1)
            new.writestr(info, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "file-empty"),
        (b"   \n", "a.txt", "file-empty"),
        (f"1\n이름 {RRN}\n".encode(), "a.txt", "file-has-resident-number"),
        (f"<html><p>{RRN}</p></html>".encode(), "a.html", "file-has-resident-number"),
        (hwpx_with(RRN), "a.hwpx", "file-has-resident-number"),
        (write_xlsx(["이름", "번호"], [["나도담", RRN]]), "a.xlsx", "file-has-resident-number"),
        (picture(), "scan.jpg", "scan-not-looked-at"),
        (b"%PDF-1.7 anything", "scan.pdf", "scan-not-looked-at"),
        (b"GIF89a", "a.gif", "file-kind-unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.hwp", "file-hwp"),
        (b"PK\x03\x04 broken", "a.hwpx", "document-broken"),
        (b"\xff\xfe\x00\xd8", "a.txt", "file-encoding-unknown"),
    ],
)
def test_what_may_not_be_kept_is_refused_and_leaves_nothing(db, deeds, content, name, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        kept(deeds, content, name=name)
    assert on_disk() == []
    assert StoredFile.objects.count() == Blob.objects.count() == 0


def test_a_resident_number_is_said_with_its_line(db, deeds):
    with pytest.raises(Refused) as refused:
        kept(deeds, f"하나\n둘 {RRN}".encode())
    assert refused.value.facts == {"place": "2"}


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at(db, deeds, monkeypatch):
    monkeypatch.setattr("chomchom.documents.rules.MOST_BYTES", 10)
    with pytest.raises(Refused, match="file-too-large"):
        kept(deeds)


def test_a_looked_at_scan_is_kept_with_who_looked_and_without_camera_and_place(db, deeds):
    exif = Image.Exif()
    exif[0x010F] = "camera of somebody"
    owner, file_id = kept(deeds, picture(exif=exif.tobytes()), name="scan.jpg", covered=True)
    assert b"camera of somebody" not in opened(deeds, file_id, owner)
    assert StoredFile.objects.get().covered_by == deeds.jiu().actor_id
    _, again = kept(deeds, png(), name="x.png", covered=True)
    assert StoredFile.objects.get(pk=again).name == "x.jpg"


def test_a_name_loses_paths_and_signs_and_gets_its_true_ending(db, deeds):
    kept(deeds, name="../../etc/‮회의록\x00.exe")
    assert StoredFile.objects.get().name == "etc  회의록.txt"
    kept(deeds, name="")
    assert StoredFile.objects.last().name == "file.txt"


def test_a_page_is_saved_and_never_run(db, deeds):
    owner, file_id = kept(deeds, b"<html><script>alert(1)</script></html>", name="회의록.html")
    with acting(deeds.jiu()) as deed:
        answer = download(*content_of(deed, file_id, owner=owner))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


# --- keys and backups -----------------------------------------------------------------------------------


def test_new_keys_leave_the_contents_as_they_lie_and_old_keys_can_go(real_db, deeds):
    owner, file_id = kept(deeds)
    (place,) = on_disk()
    before = place.read_bytes()
    path = Path(settings.KEYRING_PATH)
    held = path.read_bytes()
    try:
        ring = sealing.ring().with_new("data")
        keyring.save(ring, path)
        os.utime(path, (1, 1))
        places = [place for place in keys.sealed_columns() if place[0].startswith("documents_")]
        assert {column for _, _, column in places} == {"key", "name"}
        assert [keys._seal_column_again(*place) for place in places] == [1, 1]
        keyring.save(ring.without("data", ring.current["data"] - 1), path)
        os.utime(path, (2, 2))
        assert opened(deeds, file_id, owner) == WORDS
        assert place.read_bytes() == before
    finally:
        path.write_bytes(held)


def test_a_backup_takes_the_contents_along(db, deeds, tmp_path):
    kept(deeds)
    backup._pack_files(Path(settings.FILES_DIR), to=tmp_path / backup.FILES)
    backup.unpack_files(tmp_path, to=tmp_path / "back")
    (back,) = [path for path in (tmp_path / "back").rglob("*") if path.is_file()]
    (place,) = on_disk()
    assert back.relative_to(tmp_path / "back") == place.relative_to(settings.FILES_DIR)
    assert back.read_bytes() == place.read_bytes()
