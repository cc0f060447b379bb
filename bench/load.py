"""Asking for a page again and again, from one user or several at once."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """One request: how, where and with what."""

    method: str
    path: str
    headers: dict[str, str]
    body: Callable[[], bytes] | None = None
    wanted: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Timing:
    """What a series of requests took, in milliseconds, and how large the answers were."""

    p50: float
    p95: float
    size: int

    @classmethod
    def of(cls, seconds: list[float], size: int) -> "Timing":
        cuts = statistics.quantiles(seconds, n=20, method="inclusive")
        return cls(round(cuts[9] * 1000, 1), round(cuts[18] * 1000, 1), size)


def measure(port: int, asks: list[Ask], *, users: int, requests: int) -> Timing:
    """`requests` in all, shared among the users; each user has a session of its own."""
    seconds: list[float] = []
    sizes: list[int] = []
    failures: list[str] = []

    def one_user(ask: Ask) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            _once(line, ask)  # warm
            for _ in range(max(1, requests // users)):
                started = time.perf_counter()
                size = _once(line, ask)
                seconds.append(time.perf_counter() - started)
                sizes.append(size)
        except Exception as error:  # noqa: BLE001 - told below, with the page's name
            failures.append(f"{ask.method} {ask.path}: {error}")
        finally:
            line.close()

    threads = [threading.Thread(target=one_user, args=[ask]) for ask in asks[:users]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError("; ".join(failures))
    return Timing.of(seconds, max(sizes))


def _once(line: http.client.HTTPConnection, ask: Ask) -> int:
    line.request(ask.method, ask.path, body=ask.body() if ask.body else None, headers=ask.headers)
    answer = line.getresponse()
    content = answer.read()
    if answer.status not in ask.wanted:
        raise RuntimeError(f"{answer.status}: {content[:200]!r}")
    return len(content)
