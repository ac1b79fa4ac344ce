"""pytest + syrupy: a test for each case, a snapshot file for each of its outputs.

SNAPSHOTS_FOLDER and SNAPSHOTS_INDEX say which repository.
"""
import os

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from messages import Messages

MESSAGES = Messages(os.environ["SNAPSHOTS_FOLDER"], os.environ["SNAPSHOTS_INDEX"])


class Text(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT


class HTMLFile(Text):
    file_extension = "html"


class TextFile(Text):
    file_extension = "txt"


class ShortMessageFile(Text):
    file_extension = "sms.txt"


EXTENSIONS = {".html": HTMLFile, ".txt": TextFile, ".sms.txt": ShortMessageFile}


@pytest.mark.parametrize("profile", list(MESSAGES.profiles))
@pytest.mark.parametrize("template", list(MESSAGES.templates))
def test_message(template, profile, snapshot):
    for ending, text in MESSAGES.files(template, profile):
        assert text == snapshot(extension_class=EXTENSIONS[ending])
