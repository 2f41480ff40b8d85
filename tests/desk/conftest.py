"""The desk's tests read the archive that the pages' tests read."""

from tests.web.conftest import archive as archive
