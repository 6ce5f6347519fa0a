"""Restoration of damaged pages beside the script that people write for it: runs that come back, characters a second.

The pages are texts sent through the channels of ``tests/damage.py`` (sites like those of the five pages that the design
was made from) and ``tests/damage_elsewhere.py`` (sites that damage text in other ways), and the texts themselves. The peer
strips every bracketed reading and converts the script with OpenCC. Both run on the same pages in this one run; the
language model is loaded before the clock starts, and the time that takes is shown by itself.

    PYTHONPATH=. python benchmarks/restore.py [FOLDER] [--rounds=N]    # a folder of clean .txt files; by default the digests
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import opencc

from extract.restore import restore
from extract.restore.language import background
from extract.restore.pinyin import LETTERS
from tests import damage, damage_elsewhere
from tests.damage import Damaged
from tests.extract.test_misread import compare

TOP = Path(__file__).resolve().parent.parent
_READINGS = re.compile(rf"[(（][{LETTERS}]{{1,7}}[)）]")


def peer(page: str, converter: opencc.OpenCC) -> str:
    """Strip every reading, convert the script."""
    return str(converter.convert(_READINGS.sub("", page)))


def sound(text: str, _: int) -> Damaged:
    """Return a text as it is."""
    return Damaged(text, damage_elsewhere.half(text), (), frozenset())


def main() -> None:
    """Print a row for each kind of page."""
    rounds = next((int(a.partition("=")[2]) for a in sys.argv[1:] if a.startswith("--rounds=")), 4)
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("--")] or [TOP / "seeds" / "documents"]
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))]
    started = time.process_time()
    background()
    print(f"language model: {time.process_time() - started:.2f} s; {len(texts)} texts, {rounds} sites each")
    converter = opencc.OpenCC("t2s")
    channels: dict[str, Callable[[str, int], Damaged]] = {
        "as the five were": damage.damage,
        "in other ways": damage_elsewhere.damage,
        "not at all": sound,
    }
    print("damaged            characters   runs   right: ours  peer   outside   characters a second: ours   peer")
    for name, channel in channels.items():
        pages = [channel(text, 1000 * k + i) for k in range(rounds) for i, text in enumerate(texts)]
        started = time.process_time()
        restored = [restore(page.page).text for page in pages]
        spent = time.process_time() - started
        started = time.process_time()
        theirs = [peer(page.page, converter) for page in pages]
        peer_spent = time.process_time() - started
        ours = [compare(page, damage_elsewhere.half(text)) for page, text in zip(pages, restored, strict=True)]
        peers = [compare(page, damage_elsewhere.half(text))[0] for page, text in zip(pages, theirs, strict=True)]
        size = sum(len(page.page) for page in pages)
        runs = sum(len(page.runs) for page in pages)
        shares = [1 - sum(wrong) / runs if runs else 1.0 for wrong in ([w for w, _ in ours], peers)]
        outside = sum(o for _, o in ours)
        print(
            f"{name:<18} {size:>10,} {runs:>6} {shares[0]:>13.3f} {shares[1]:>5.3f} {outside:>9}"
            f" {size / max(spent, 1e-9):>26,.0f} {size / peer_spent:>10,.0f}"
        )


if __name__ == "__main__":
    main()
