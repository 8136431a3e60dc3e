"""The real library and a writable copy of its content."""

import shutil
from pathlib import Path

import pytest

from careers.library import CONTENT, Library, load_library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))
