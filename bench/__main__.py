"""`make bench`: measures everything in one run and prints one table."""

import json
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import latency, search, stock, workers
from bench.chaos.load import load_of_stock
from bench.chaos.storms import run_storms
from bench.crash import crash
from bench.fuzz import fuzz
from bench.product import MODULES, ROOT, Product, running_product

Row = tuple[str, str]
console = Console()


def main() -> None:
    """Measure, telling what is under way, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_machine()]
        steps: list[tuple[str, Callable[[Path], list[Row]]]] = [
            ("training the stock assistant", _train_stock),
            ("starting the product, measuring replies and memory", _product),
            ("understanding one message", _parse),
            ("learning the same sentences as stock Rasa", _intents),
            ("searching 100,000 slots", _search),
            ("killing every process under load", _crash),
            ("chaos and load on Telegram (half an hour)", _storms),
            ("the same load on stock Rasa", _stock_load),
            ("one Rasa process and two", workers.rows),
            ("10,000 fuzzed messages, 1,000 malformed updates (a quarter of an hour)", _fuzz),
        ]
        for number, (what, step) in enumerate(steps, start=1):
            console.print(f"[{number}/{len(steps)}] {what} …")
            rows += step(folder)
    _print(rows)


def _train_stock(folder: Path) -> list[Row]:
    return [("stock Rasa, training", f"{stock.make_assistant(folder / 'stock'):.0f} s")]


def _product(folder: Path) -> list[Row]:
    home = folder / "home"
    with running_product(home) as product:
        cold_s = product.ready_after_s
    with running_product(home) as product:
        rows = [("start, empty database", f"{cold_s:.1f} s")]
        rows += [("start, second time", f"{product.ready_after_s:.1f} s")]
        measured = latency.compare(product, folder / "stock")
        return rows + _latency_rows(measured) + _memory(product)


def _latency_rows(measured: dict[str, latency.Latency]) -> list[Row]:
    rows = [
        (
            f"reply, {name}",
            f"p50 {one.p50_ms:.0f} ms, p95 {one.p95_ms:.0f} ms, {one.turns_per_s:.1f} turns/s",
        )
        for name, one in measured.items()
    ]
    ratio = measured["ours, 16 students"].turns_per_s / measured["stock, 16 students"].turns_per_s
    return [*rows, ("turns/s at 16 students, ours : stock", f"{ratio:.2f}")]


def _memory(product: Product) -> list[Row]:
    sizes = {process: product.rss_mb(process) for process in MODULES}
    rows = [(f"memory, {process}", f"{size:.0f} MB") for process, size in sizes.items()]
    return [*rows, ("memory, all processes", f"{sum(sizes.values()):.0f} MB")]


def _parse(_folder: Path) -> list[Row]:
    printed = subprocess.run(
        [stock.RASA_PYTHON, "-W", "ignore", "-m", "bench.parse_cpu", "models"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    times = json.loads(printed.splitlines()[-1])
    return [("parse, CPU", f"p50 {times['p50_ms']:.1f} ms, p95 {times['p95_ms']:.1f} ms")]


def _intents(folder: Path) -> list[Row]:
    """Return what both pipelines understand; the stock one's figures were kept when measured."""
    learned = folder / "intents"
    learned.mkdir()
    printed = subprocess.run(
        [stock.RASA_PYTHON, "-W", "ignore", "-m", "bench.intents", learned],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    ours = json.loads(printed.splitlines()[-1])
    kept = json.loads((ROOT / "bench" / "stock_intents.json").read_text(encoding="utf-8"))
    return [*_understood("ours", ours), *_understood(f"stock, {kept['measured_on']}", kept)]


def _understood(name: str, figures: dict[str, float]) -> list[Row]:
    """Return the rows of one pipeline that learned the same sentences as the other."""
    shares = (
        f"top-1 {figures['top_1']:.1%}, typos {figures['top_1_typos']:.1%}; "
        f"top-3 {figures['top_3']:.1%}, typos {figures['top_3_typos']:.1%}"
    )
    cost = (
        f"{figures['training_cpu_s']:.0f} s of CPU, peak {figures['peak_mb']:.0f} MB, "
        f"parse {figures['parse_cpu_ms']:.1f} ms"
    )
    learned = f"{figures['sentences']:.0f} sentences learned"
    return [(f"intents, {name}, {learned}", shares), (f"training, {name}", cost)]


def _search(folder: Path) -> list[Row]:
    rows = []
    for name, opened in (("SQLite", search.sqlite), ("PostgreSQL", search.postgres)):
        with opened(folder) as db:
            p50, p95 = search.measure(db)
        rows.append((f"search, 100,000 slots, {name}", f"p50 {p50:.1f} ms, p95 {p95:.1f} ms"))
    return rows


def _crash(folder: Path) -> list[Row]:
    with running_product(folder / "crash") as product:
        report = crash(product)
    return [
        (f"crash: {name.replace('_', ' ')}", f"{value:g}") for name, value in vars(report).items()
    ]


def _storms(folder: Path) -> list[Row]:
    return list(run_storms(folder / "chaos"))


def _stock_load(folder: Path) -> list[Row]:
    return [load_of_stock(folder / "stock")]


def _fuzz(folder: Path) -> list[Row]:
    report = fuzz(folder / "fuzz", messages=10_000, malformed=1_000, chats=200)
    return [(f"fuzz: {name.replace('_', ' ')}", str(value)) for name, value in vars(report).items()]


def _machine() -> Row:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return ("machine", f"{os.cpu_count()} cores, {platform.machine()}, load before {load}")


def _print(rows: list[Row]) -> None:
    table = Table("what", "measured")
    for what, measured in [*rows, ("load after", f"{os.getloadavg()[0]:.1f}")]:
        table.add_row(what, measured)
    console.print(table)


if __name__ == "__main__":
    main()
