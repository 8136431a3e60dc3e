"""The key file: made once, private, and read again by running processes when it changes."""

from pathlib import Path

import pytest

from storage.keys import KEY_FILE, KeyFile, KeyFileError, add_key, drop_old_keys, load_ring
from storage.sealing import KEY_BYTES, SealError, header_of, key_id_of


def test_it_is_made_on_first_use_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = load_ring(tmp_path)

    assert load_ring(tmp_path) == first
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [len(key) for key in first.keys.values()] == [KEY_BYTES]


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    load_ring(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)

    with pytest.raises(KeyFileError, match="chmod 600"):
        load_ring(tmp_path)


def test_a_running_process_seals_with_a_key_added_meanwhile(tmp_path: Path) -> None:
    running = KeyFile(tmp_path)
    before = running.seal(b"words", "a.b")
    add_key(tmp_path)
    after = running.seal(b"words", "a.b")

    assert [key_id_of(before), key_id_of(after)] == [1, 2]
    assert after.startswith(header_of(2))
    assert running.unseal(before, "a.b") == running.unseal(after, "a.b") == b"words"


def test_a_running_process_opens_what_another_sealed_with_a_newer_key(tmp_path: Path) -> None:
    running = KeyFile(tmp_path)
    sealed_elsewhere = add_key(tmp_path).seal(b"words", "a.b")

    assert running.unseal(sealed_elsewhere, "a.b") == b"words"


def test_what_was_sealed_with_a_dropped_key_no_longer_opens(tmp_path: Path) -> None:
    sealed = load_ring(tmp_path).seal(b"words", "a.b")
    add_key(tmp_path)
    drop_old_keys(tmp_path)

    with pytest.raises(SealError, match="no key 1"):
        KeyFile(tmp_path).unseal(sealed, "a.b")


def test_a_changed_value_is_refused_without_reading_the_file_again(tmp_path: Path) -> None:
    running = KeyFile(tmp_path)
    sealed = bytearray(running.seal(b"words", "a.b"))
    sealed[-1] ^= 1

    with pytest.raises(SealError, match="does not belong"):
        running.unseal(bytes(sealed), "a.b")
