"""Settings: an administrator sees when a backup was proved last."""

from django.utils import timezone

from followalong.core.models import RestoreDrill
from followalong.home import settings
from tests.home.asking import page


def test_the_last_backup_that_came_back_whole_is_shown(as_ana, monkeypatch):
    assert "No backup was brought back for a try yet" in page(as_ana, "home:settings")
    proven = RestoreDrill(at=timezone.now(), ok=True, rows=7)
    monkeypatch.setattr(settings, "last_proven_restore", lambda: proven)
    assert "A backup was last brought back whole: " in page(as_ana, "home:settings")
