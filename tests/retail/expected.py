#!/usr/bin/env python3
"""What half a year of a real shop must come to: placed, paid, settled, refunded, net, to the penny.

Reads only retail/online_retail_2010-12_2011-06.csv.xz below $FAIRGROUND_DATA (default:
../shared/data beside the repository) and prints JSON. It shares no code with the server or with
the replay that is compared with it, so that one mistake cannot be made in both. README.md gives
the reasons and the figures.

The plan, which the replay follows by its own code
--------------------------------------------------
1. An invoice is all rows with one InvoiceNo. Its time is that of its earliest row; invoices go by
   (time, place of the first row in the file). Times are civil times of Europe/London.
2. Every row has exactly one fate (`fate_of_code`, `fate`): a sale, a refund, or listed under a
   reason.
3. The SKU is the StockCode, byte for byte; "85123A" and "85123a" are two. No CustomerID: the
   member "till".
4. Sale rows of an invoice with the same SKU and the same price become one line, quantities added.
   The distinct prices of a SKU are numbered in the order of the rows; the line with the n-th price
   goes into the n-th order of the invoice. So k prices make k orders, and an order has a SKU once.
5. The catalogue is imported before the first order: every SKU that is ever sold, at the price of
   its first line. When a line has another price than the SKU has at that moment, a new version of
   the listing comes just before its order. Orders of an invoice are placed one after the other.
6. An order is placed, paid and accepted at the invoice's time. Unless it will be refunded it is
   shipped and delivered at that time too; its customer confirms it 72 hours later. "till" never
   confirms: the clock completes its orders 336 hours (14 days) after delivery. Both settle.
7. A whole cancellation is a C invoice of a known customer which, signs turned, has the same
   quantity of every (SKU, price) as another invoice of that customer, all rows of both counted,
   postage as well. It refunds the latest such invoice that is not later than itself and not yet
   cancelled: the seller cancels all its orders at the C invoice's time; until then they stay
   unshipped. Where there is no such invoice, or it has no order, nothing happens and the rows are
   listed.
8. A partial cancellation is any other row of a C invoice of a known customer. It gives back so
   many of the line with its SKU in the latest order of that customer that is not later than the C
   invoice, is not refunded whole by rule 7, and has as many of that line left; at the line's price,
   which is what was paid. Rows of one C invoice and one order are one refund, in pieces of at most
   100 lines. Where there is no such line nothing happens and the row is listed. A refund before
   the order is confirmed lowers what settles, and an order of which all went back never does; a
   later one is dated by itself.
9. At one instant orders come first, then what is confirmed, then cancellations.
10. Everything counts on the London day on which it happens. net = paid - refunded. The market keeps
   5 % of what stays of a settled order, half a penny up.
"""

import argparse
import csv
import json
import lzma
import os
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")
CONFIRM_AFTER = timedelta(hours=72)
COMPLETE_AFTER = timedelta(hours=336)
TILL = "till"
FILE = "retail/online_retail_2010-12_2011-06.csv.xz"
SKIPPED = 77

SALE = "sale"
REFUND = "refund"
PARTIAL = "partial_refund"
REFUND_LINES_MAX = 100
COMMISSION_PPM = 50_000
CODES = {
    "B": "bad_debt",
    "POST": "postage", "DOT": "postage", "C2": "postage", "23444": "postage",
    "M": "manual", "m": "manual",
    "S": "sample",
    "D": "discount",
    "BANK CHARGES": "fee", "AMAZONFEE": "fee", "CRUK": "fee",
}
REASONS = [
    "bad_debt", "postage", "manual", "sample", "discount", "fee", "gift_voucher",
    "negative_without_c", "zero_price", "below_a_penny",
    "whole_cancellation_before_its_invoice", "partial_cancellation",
]
MEASURES = ["placed", "paid", "settled", "refunded"]


@dataclass
class Row:
    """One row of the file. Prices are in mils, thousandths of a pound: one price needs them."""

    invoice: str
    sku: str
    quantity: int
    at: datetime
    mils: int
    customer: str

    @property
    def sum_mils(self) -> int:
        return self.quantity * self.mils


@dataclass
class Invoice:
    number: str
    customer: str
    at: datetime
    rows: list[Row] = field(default_factory=list)

    @property
    def cancels(self) -> bool:
        return self.number.startswith("C")

    def contents(self, sign: int) -> frozenset:
        """Quantity per (SKU, price) over all rows, whatever their fate."""
        sums: Counter = Counter()
        for row in self.rows:
            sums[row.sku, row.mils] += sign * row.quantity
        return frozenset(sums.items())


@dataclass
class Order:
    invoice: str
    customer: str
    at: datetime
    lines: dict[str, tuple[int, int]]  # SKU: (quantity, price in pence), in the order of the rows
    returned: Counter = field(default_factory=Counter)  # Units that went back, by SKU
    refunds: list[tuple[datetime, int]] = field(default_factory=list)  # When, and pence, in part

    def left(self, sku: str) -> int:
        return self.lines[sku][0] - self.returned[sku] if sku in self.lines else 0

    @property
    def pence(self) -> int:
        return sum(quantity * price for quantity, price in self.lines.values())


def mils(text: str) -> int:
    thousandths = Decimal(text) * 1000
    if thousandths != int(thousandths):
        raise ValueError(f"a price finer than a thousandth of a pound: {text}")
    return int(thousandths)


def read(lines, until: str = "") -> list[Row]:
    """The rows; only those before the London day `until` where one is given."""
    return [
        Row(
            invoice=cells["InvoiceNo"],
            sku=cells["StockCode"],
            quantity=int(cells["Quantity"]),
            at=datetime.fromisoformat(cells["InvoiceDate"]).replace(tzinfo=ZONE),
            mils=mils(cells["UnitPrice"]),
            customer=cells["CustomerID"].removesuffix(".0"),
        )
        for cells in csv.DictReader(lines)
        if not until or cells["InvoiceDate"] < until
    ]


def gather(rows: list[Row]) -> list[Invoice]:
    """Invoices in the order of rule 1."""
    invoices: dict[str, Invoice] = {}
    for row in rows:
        invoice = invoices.setdefault(row.invoice, Invoice(row.invoice, row.customer, row.at))
        if invoice.customer != row.customer:
            raise ValueError(f"invoice {row.invoice} has two customers")
        invoice.at = min(invoice.at, row.at)
        invoice.rows.append(row)
    return sorted(invoices.values(), key=lambda invoice: invoice.at)  # stable: the file breaks ties


def fate_of_code(row: Row) -> str | None:
    """The reason that the code alone gives, whatever price, sign and invoice; None for goods."""
    if row.invoice.startswith("A"):
        return "bad_debt"
    if row.sku.startswith("gift_"):
        return "gift_voucher"
    return CODES.get(row.sku)


def fate(row: Row, of_cancelled_goods: str) -> str:
    """The one fate of a row; the first rule that holds decides."""
    reason = fate_of_code(row)
    if reason:
        return reason
    if row.invoice.startswith("C"):
        return of_cancelled_goods
    if row.quantity < 0:
        return "negative_without_c"
    if row.mils == 0:
        return "zero_price"
    if row.mils % 10:
        return "below_a_penny"
    return SALE


def pair(invoices: list[Invoice]) -> dict[str, str | None]:
    """Whole cancellations (rule 7): C invoice -> the invoice it refunds, or None; by number."""
    mirrors = defaultdict(list)
    for invoice in invoices:
        if not invoice.cancels:
            mirrors[invoice.customer, invoice.contents(+1)].append(invoice)

    cancelled: set[str] = set()
    pairs: dict[str, str | None] = {}
    for c_invoice in invoices:
        if not c_invoice.cancels or not c_invoice.customer:
            continue
        same = mirrors.get((c_invoice.customer, c_invoice.contents(-1)))
        if not same:
            continue
        earlier = [i.number for i in same if i.at <= c_invoice.at and i.number not in cancelled]
        pairs[c_invoice.number] = earlier[-1] if earlier else None
        cancelled.update(earlier[-1:])
    return pairs


def split(invoice: Invoice, sales: list[Row]) -> list[Order]:
    """The orders of an invoice (rule 4); none where nothing was sold."""
    orders: list[Order] = []
    prices: dict[str, list[int]] = defaultdict(list)
    for row in sales:
        if row.mils not in prices[row.sku]:
            prices[row.sku].append(row.mils)
        nth = prices[row.sku].index(row.mils)
        if nth == len(orders):
            orders.append(Order(invoice.number, invoice.customer or TILL, invoice.at, {}))
        quantity, price = orders[nth].lines.get(row.sku, (0, row.mils // 10))
        orders[nth].lines[row.sku] = (quantity + row.quantity, price)
    return orders


def chunk(order: Order, lines_max: int) -> list[Order]:
    """The order in pieces of at most `lines_max` lines; 0 means no limit."""
    lines = list(order.lines.items())
    step = lines_max or len(lines)
    return [
        Order(order.invoice, order.customer, order.at, dict(lines[start:start + step]))
        for start in range(0, len(lines), step)
    ]


def price_changes(orders: list[Order]) -> tuple[int, int]:
    """How many SKUs are imported, and how many versions come after the import (rule 5)."""
    current: dict[str, int] = {}
    changes = 0
    for order in orders:
        for sku, (_, price) in order.lines.items():
            changes += current.get(sku, price) != price
            current[sku] = price
    return len(current), changes


def after(at: datetime, wait: timedelta) -> datetime:
    """An instant later by elapsed time, not by the clock on the wall."""
    return (at.astimezone(timezone.utc) + wait).astimezone(ZONE)


class Replay:
    """All that happens to the rows of one file."""

    def __init__(self, rows: list[Row], lines_max: int = 0):
        self.rows = rows
        self.invoices = gather(rows)
        self.pairs = pair(self.invoices)
        self.fates: list[tuple[str, Row]] = []
        self.orders: list[Order] = []
        self.split_invoices = 0
        for invoice in self.invoices:
            self._take(invoice, lines_max)
        with_order = {order.invoice for order in self.orders}
        by_number = {invoice.number: invoice for invoice in self.invoices}
        self.refunds = {
            target: by_number[c_number].at
            for c_number, target in self.pairs.items()
            if target in with_order
        }
        self._return_parts()

    def _take(self, invoice: Invoice, lines_max: int) -> None:
        of_cancelled_goods = "partial_cancellation"
        if invoice.number in self.pairs:
            paired = self.pairs[invoice.number] is not None
            of_cancelled_goods = REFUND if paired else "whole_cancellation_before_its_invoice"
        fates = [(fate(row, of_cancelled_goods), row) for row in invoice.rows]
        self.fates += fates
        orders = split(invoice, [row for reason, row in fates if reason == SALE])
        self.split_invoices += len(orders) > 1
        for order in orders:
            self.orders += chunk(order, lines_max)

    def _return_parts(self) -> None:
        """Rule 8; what is given back gets another fate."""
        by_customer: dict[str, list[Order]] = defaultdict(list)
        for order in self.orders:
            if order.invoice not in self.refunds:
                by_customer[order.customer].append(order)
        wanted: dict[str, list[int]] = defaultdict(list)
        for place, (reason, row) in enumerate(self.fates):
            if reason == "partial_cancellation" and row.customer and row.quantity < 0:
                wanted[row.invoice].append(place)
        for invoice in self.invoices:
            parts: dict[int, tuple[Order, Counter]] = {}
            for place in wanted[invoice.number]:
                row = self.fates[place][1]
                found = [order for order in by_customer[row.customer]
                         if order.at <= invoice.at and order.left(row.sku) >= -row.quantity]
                if not found:
                    continue
                order = found[-1]
                order.returned[row.sku] -= row.quantity
                parts.setdefault(id(order), (order, Counter()))[1][row.sku] -= row.quantity
                self.fates[place] = (PARTIAL, row)
            for order, units in parts.values():
                skus = list(units)
                for start in range(0, len(skus), REFUND_LINES_MAX):
                    some = skus[start:start + REFUND_LINES_MAX]
                    pence = sum(units[sku] * order.lines[sku][1] for sku in some)
                    order.refunds.append((invoice.at, pence))

    def settling(self, order: Order) -> tuple[datetime, int]:
        """When an order settles that is not refunded whole, and how much of it."""
        wait = COMPLETE_AFTER if order.customer == TILL else CONFIRM_AFTER
        when = after(order.at, wait)
        return when, order.pence - sum(pence for at, pence in order.refunds if at < when)

    def commission(self) -> int:
        """What the market keeps of all settled orders, by what stays of each."""
        total = 0
        for order in self.orders:
            if order.invoice not in self.refunds and self.settling(order)[1] > 0:
                stays = order.pence - sum(pence for _, pence in order.refunds)
                total += (stays * COMMISSION_PPM + 500_000) // 1_000_000
        return total

    def acts(self):
        """(when, measure, pence) of every order, in no order."""
        for order in self.orders:
            yield order.at, "placed", order.pence
            yield order.at, "paid", order.pence
            if order.invoice in self.refunds:
                yield self.refunds[order.invoice], "refunded", order.pence
                continue
            for at, pence in order.refunds:
                yield at, "refunded", pence
            when, pence = self.settling(order)
            if pence > 0:
                yield when, "settled", pence

    def figures(self, period: str) -> dict[str, dict[str, int]]:
        """Sums and counts per `period`, a strftime pattern."""
        empty = dict.fromkeys(MEASURES + ["net"] + [f"orders_{name}" for name in MEASURES], 0)
        table: dict[str, dict[str, int]] = defaultdict(lambda: dict(empty))
        for when, measure, pence in self.acts():
            cells = table[when.strftime(period)]
            cells[measure] += pence
            cells[f"orders_{measure}"] += 1
        for cells in table.values():
            cells["net"] = cells["paid"] - cells["refunded"]
        return dict(sorted(table.items()))

    def fate_sums(self) -> dict[str, dict]:
        count: Counter = Counter()
        sums: Counter = Counter()
        for reason, row in self.fates:
            count[reason] += 1
            sums[reason] += row.sum_mils
        return {
            reason: {"rows": count[reason], "pounds": str(Decimal(sums[reason]).scaleb(-3))}
            for reason in [SALE, REFUND, PARTIAL, *REASONS]
        }

    def cancellations(self) -> dict:
        goods = {row.invoice for _, row in self.fates if fate_of_code(row) is None}
        c_numbers = [invoice.number for invoice in self.invoices if invoice.cancels]
        kinds = ("partial_cancellation", PARTIAL)
        partial = {row.invoice for reason, row in self.fates if reason in kinds}
        targets = [target for target in self.pairs.values() if target is not None]
        pence = sum(row.sum_mils for reason, row in self.fates if reason == "partial_cancellation")
        return {
            "invoices": len(c_numbers),
            "whole": len(self.pairs),
            "whole_refunded": len(self.refunds),
            "whole_without_order": len(targets) - len(self.refunds),
            "whole_before_its_invoice": len(self.pairs) - len(targets),
            "partial": len(partial),
            "partial_pence": pence // 10,
            "partial_refunds": sum(len(order.refunds) for order in self.orders),
            "partial_refunded": sum(pence for order in self.orders for _, pence in order.refunds),
            "without_goods": sum(n not in goods and n not in self.pairs for n in c_numbers),
        }

    def counts(self) -> dict[str, int]:
        skus, changes = price_changes(self.orders)
        return {
            "rows": len(self.rows),
            "invoices": len(self.invoices),
            "invoices_sold": len({order.invoice for order in self.orders}),
            "split_invoices": self.split_invoices,
            "orders": len(self.orders),
            "till_orders": sum(order.customer == TILL for order in self.orders),
            "customers": len({order.customer for order in self.orders} - {TILL}),
            "lines": sum(len(order.lines) for order in self.orders),
            "lines_of_largest_order": max((len(order.lines) for order in self.orders), default=0),
            "units": sum(n for order in self.orders for n, _ in order.lines.values()),
            "skus": skus,
            "price_changes": changes,
        }

    def report(self) -> dict:
        totals = self.figures("total").get("total", {})
        return {
            "currency": "GBP",
            "zone": ZONE.key,
            "counts": self.counts(),
            "cancellations": self.cancellations(),
            "rows": self.fate_sums(),
            "totals": totals,
            "commission": self.commission(),
            "months": self.figures("%Y-%m"),
            "days": self.figures("%Y-%m-%d"),
        }


def check(report: dict) -> None:
    """The sums that must hold whatever the file says; a difference is a mistake in this script."""
    rows, totals, counts = report["rows"], report["totals"], report["counts"]
    cancellations = report["cancellations"]
    faults = []
    if sum(cells["rows"] for cells in rows.values()) != counts["rows"]:
        faults.append("a row has no fate, or two")
    if totals and Decimal(rows[SALE]["pounds"]) * 100 != totals["placed"]:
        faults.append("orders are not the sale rows")
    if totals:
        whole = totals["refunded"] - cancellations["partial_refunded"]
        if Decimal(rows[REFUND]["pounds"]) * 100 != -whole:
            faults.append("refunded orders are not the refund rows")
    for period in ("months", "days"):
        for name, total in totals.items():
            if sum(cells[name] for cells in report[period].values()) != total:
                faults.append(f"{name} of the {period} is not the total")
    parts = cancellations["whole"] + cancellations["partial"] + cancellations["without_goods"]
    if parts != cancellations["invoices"]:
        faults.append("a C invoice is of no kind, or of two")
    if faults:
        raise AssertionError("; ".join(faults))


def list_rows(replay: Replay, path: Path) -> None:
    """Writes every row that is not a sale, with its fate, as CSV."""
    with path.open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["fate", "invoice", "at", "customer", "sku", "quantity", "price"])
        for reason, row in replay.fates:
            if reason != SALE:
                price = Decimal(row.mils).scaleb(-3)
                at = row.at.strftime("%Y-%m-%d %H:%M:%S")
                cells = [row.invoice, at, row.customer or TILL, row.sku, row.quantity, price]
                table.writerow([reason, *cells])


def main() -> int:
    parser = argparse.ArgumentParser(description="Expected figures of the retail replay, as JSON.")
    parser.add_argument("--rows", type=Path, help="also write every row that is no sale, as CSV")
    parser.add_argument("--lines-max", type=int, default=0, metavar="N",
                        help="cut orders into pieces of at most N lines; changes counts, not money")
    parser.add_argument("--until", default="", metavar="DAY",
                        help="read only the rows before this day, such as 2010-12-15")
    options = parser.parse_args()

    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    path = Path(os.environ.get("FAIRGROUND_DATA", beside)) / FILE
    if not path.exists():
        print(f"skipped: no {FILE} in FAIRGROUND_DATA or ../shared/data", file=sys.stderr)
        return SKIPPED

    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        replay = Replay(read(lines, options.until), options.lines_max)
    report = replay.report()
    check(report)
    if options.rows:
        list_rows(replay, options.rows)
    json.dump(report, sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
