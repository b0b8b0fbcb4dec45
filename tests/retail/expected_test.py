#!/usr/bin/env python3
"""Each rule of expected.py on a few made-up rows. Run: python3 tests/retail/expected_test.py"""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import expected  # noqa: E402

HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"


def replay(*rows: str, lines_max: int = 0) -> expected.Replay:
    """Rows as "invoice sku quantity date time price customer"; the customer may be missing."""
    lines = [HEAD]
    for row in rows:
        invoice, sku, quantity, day, time, price, *customer = row.split()
        known = f"{customer[0]}.0" if customer else ""
        sku = sku.replace("_", " ") if sku.startswith("BANK") else sku
        lines.append(f"{invoice},{sku},A THING,{quantity},{day} {time}:00,{price},{known},X")
    made = expected.Replay(expected.read(lines), lines_max)
    expected.check(made.report())
    return made


def fates(made: expected.Replay) -> list[str]:
    return [reason for reason, _ in made.fates]


def lines(made: expected.Replay) -> list[list[tuple[str, int, int]]]:
    return [[(sku, *line) for sku, line in order.lines.items()] for order in made.orders]


class Orders(unittest.TestCase):
    def test_rows_of_one_sku_and_price_become_one_line(self):
        made = replay("1 a 2 2011-01-03 10:00 1.50 7", "1 b 1 2011-01-03 10:00 0.1 7",
                      "1 a 3 2011-01-03 10:00 1.5 7")
        self.assertEqual(lines(made), [[("a", 5, 150), ("b", 1, 10)]])
        self.assertEqual(made.report()["totals"]["placed"], 760)

    def test_k_prices_of_a_sku_make_k_orders(self):
        made = replay("1 a 1 2011-01-03 10:00 3.00 7", "1 b 1 2011-01-03 10:00 1.00 7",
                      "1 a 1 2011-01-03 10:00 3.00 7", "1 a 1 2011-01-03 10:00 2.00 7",
                      "1 b 1 2011-01-03 10:00 9.00 7", "1 a 1 2011-01-03 10:00 1.00 7",
                      "1 a 4 2011-01-03 10:00 3.00 7")
        self.assertEqual(lines(made), [[("a", 6, 300), ("b", 1, 100)],
                                       [("a", 1, 200), ("b", 1, 900)], [("a", 1, 100)]])
        self.assertEqual(made.counts()["split_invoices"], 1)

    def test_only_a_price_other_than_the_current_one_is_a_change(self):
        made = replay("1 a 1 2011-01-03 10:00 3.00 7", "2 a 1 2011-01-04 10:00 3.00 7",
                      "3 a 1 2011-01-05 10:00 2.00 7", "4 a 1 2011-01-06 10:00 3.00",
                      "4 b 1 2011-01-06 10:00 3.00")
        self.assertEqual((made.counts()["skus"], made.counts()["price_changes"]), (2, 2))

    def test_letters_of_another_case_are_another_sku(self):
        made = replay("1 85123A 1 2011-01-03 10:00 3.00 7", "1 85123a 1 2011-01-03 10:00 4.00 7")
        self.assertEqual((made.counts()["skus"], made.counts()["orders"]), (2, 1))

    def test_the_earliest_row_gives_the_time_and_invoices_go_by_time(self):
        made = replay("3 a 1 2011-01-03 10:02 3.00 7", "2 a 1 2011-01-03 10:02 3.00 7",
                      "1 a 1 2011-01-03 10:01 4.00 7", "2 b 1 2011-01-03 10:00 3.00 7")
        self.assertEqual([(o.invoice, o.at.strftime("%H:%M")) for o in made.orders],
                         [("2", "10:00"), ("1", "10:01"), ("3", "10:02")])

    def test_a_limit_of_lines_changes_counts_but_no_money(self):
        rows = [f"1 {sku} 1 2011-01-03 10:00 1.00 7" for sku in "abcde"]
        whole, cut = replay(*rows), replay(*rows, lines_max=2)
        self.assertEqual((whole.counts()["orders"], cut.counts()["orders"]), (1, 3))
        self.assertEqual(whole.report()["totals"]["placed"], cut.report()["totals"]["placed"])
        self.assertEqual(cut.counts()["split_invoices"], 0)


class Days(unittest.TestCase):
    def test_a_customer_confirms_after_72_hours(self):
        days = replay("1 a 1 2011-01-03 10:00 3.00 7").figures("%Y-%m-%d")
        self.assertEqual(days["2011-01-03"]["paid"], 300)
        self.assertEqual(days["2011-01-03"]["settled"], 0)
        self.assertEqual(days["2011-01-06"]["settled"], 300)

    def test_the_till_waits_for_the_clock_for_14_days(self):
        made = replay("1 a 1 2011-01-03 10:00 3.00")
        self.assertEqual(made.figures("%Y-%m-%d")["2011-01-17"]["settled"], 300)
        self.assertEqual((made.counts()["till_orders"], made.counts()["customers"]), (1, 0))

    def test_hours_are_elapsed_hours_across_the_spring_change(self):
        days = replay("1 a 1 2011-03-26 23:30 3.00 7").figures("%Y-%m-%d")
        self.assertEqual(days["2011-03-30"]["settled"], 300)

    def test_a_refund_lowers_the_net_of_its_own_month(self):
        months = replay("1 a 1 2011-01-31 10:00 3.00 7",
                        "C2 a -1 2011-02-01 10:00 3.00 7").figures("%Y-%m")
        self.assertEqual((months["2011-01"]["net"], months["2011-02"]["net"]), (300, -300))
        self.assertNotIn("2011-03", months)


class Fates(unittest.TestCase):
    def test_what_is_no_sale_is_listed_under_one_reason(self):
        made = replay(
            "A1 a 1 2011-01-03 10:00 11062.06", "2 B 1 2011-01-03 10:01 1.00 7",
            "2 POST 1 2011-01-03 10:01 18.00 7",
            "2 DOT 1 2011-01-03 10:01 0.00 7", "2 23444 1 2011-01-03 10:01 15.00 7",
            "2 m 1 2011-01-03 10:01 2.55 7", "C3 S -1 2011-01-03 10:02 5.00",
            "C3 D -1 2011-01-03 10:02 5.00", "C3 BANK_CHARGES -1 2011-01-03 10:02 5.00",
            "4 gift_0001_20 1 2011-01-03 10:03 16.67", "4 a -2 2011-01-03 10:03 0.00",
            "4 a 2 2011-01-03 10:03 0.00", "4 a 1 2011-01-03 10:03 0.001",
            "4 a 1 2011-01-03 10:03 0.01")
        self.assertEqual(fates(made), [
            "bad_debt", "bad_debt", "postage", "postage", "postage", "manual", "sample", "discount",
            "fee", "gift_voucher", "negative_without_c", "zero_price", "below_a_penny", "sale"])
        self.assertEqual(made.fate_sums()["below_a_penny"], {"rows": 1, "pounds": "0.001"})
        self.assertEqual(made.cancellations()["without_goods"], 1)

    def test_rows_of_a_later_day_are_left_out(self):
        rows = ["1,a,A THING,1,2011-01-03 23:59:00,1.00,7.0,X",
                "2,a,A THING,1,2011-01-04 00:00:00,1.00,7.0,X"]
        self.assertEqual(len(expected.read([HEAD, *rows], "2011-01-04")), 1)
        self.assertEqual(len(expected.read([HEAD, *rows])), 2)

    def test_a_price_finer_than_a_mil_stops_the_script(self):
        with self.assertRaises(ValueError):
            replay("1 a 1 2011-01-03 10:00 0.0001 7")


class Cancellations(unittest.TestCase):
    def test_a_whole_one_refunds_and_nothing_settles(self):
        made = replay("1 a 2 2011-01-03 10:00 3.00 7", "1 a 1 2011-01-03 10:00 2.00 7",
                      "1 POST 1 2011-01-03 10:00 9.00 7", "C2 POST -1 2011-01-09 10:00 9.00 7",
                      "C2 a -1 2011-01-09 10:00 2.00 7", "C2 a -2 2011-01-09 10:00 3.00 7")
        totals = made.report()["totals"]
        self.assertEqual((totals["refunded"], totals["settled"], totals["net"]), (800, 0, 0))
        self.assertEqual(totals["orders_refunded"], 2)
        self.assertEqual(made.cancellations()["whole_refunded"], 1)

    def test_whole_means_customer_quantity_price_and_postage(self):
        sold = ["1 a 2 2011-01-03 10:00 3.00 7", "1 POST 1 2011-01-03 10:00 9.00 7"]
        postage = "C2 POST -1 2011-01-09 10:00 9.00"
        for c_rows in (["C2 a -2 2011-01-09 10:00 3.00 7"],
                       ["C2 a -1 2011-01-09 10:00 3.00 7", f"{postage} 7"],
                       ["C2 a -2 2011-01-09 10:00 2.00 7", f"{postage} 7"],
                       ["C2 a -2 2011-01-09 10:00 3.00 8", f"{postage} 8"]):
            with self.subTest(c_rows):
                made = replay(*sold, *c_rows)
                self.assertEqual(made.cancellations()["partial"], 1)
                self.assertEqual(made.cancellations()["whole_refunded"], 0)

    def test_without_a_customer_nothing_is_whole(self):
        made = replay("1 a 2 2011-01-03 10:00 3.00", "C2 a -2 2011-01-09 10:00 3.00")
        self.assertEqual((made.cancellations()["whole"], made.cancellations()["partial"]), (0, 1))

    def test_one_before_its_invoice_is_whole_but_refunds_nothing(self):
        made = replay("C1 a -2 2011-01-03 10:00 3.00 7", "2 a 2 2011-01-03 10:01 3.00 7")
        self.assertEqual(fates(made), ["whole_cancellation_before_its_invoice", "sale"])
        self.assertEqual(made.cancellations()["whole_before_its_invoice"], 1)
        self.assertEqual(made.report()["totals"]["settled"], 600)

    def test_one_of_the_same_minute_refunds(self):
        made = replay("C1 a -2 2011-01-03 10:00 3.00 7", "2 a 2 2011-01-03 10:00 3.00 7")
        self.assertEqual(made.pairs, {"C1": "2"})

    def test_the_latest_twin_is_refunded_and_each_only_once(self):
        made = replay("1 a 2 2011-01-03 10:00 3.00 7", "2 a 2 2011-01-04 10:00 3.00 7",
                      "3 a 2 2011-01-09 10:00 3.00 7", "C4 a -2 2011-01-05 10:00 3.00 7",
                      "C5 a -2 2011-01-06 10:00 3.00 7", "C6 a -2 2011-01-07 10:00 3.00 7")
        self.assertEqual(made.pairs, {"C4": "2", "C5": "1", "C6": None})

    def test_one_of_an_invoice_without_order_refunds_nothing(self):
        made = replay("1 M 1 2011-01-03 10:00 3.00 7", "C2 M -1 2011-01-03 10:05 3.00 7")
        cancellations = made.cancellations()
        self.assertEqual((cancellations["whole"], cancellations["whole_without_order"]), (1, 1))
        self.assertEqual(fates(made), ["manual", "manual"])


class Parts(unittest.TestCase):
    SOLD = ["1 a 5 2011-01-03 10:00 3.00 7", "1 b 1 2011-01-03 10:00 4.00 7",
            "2 a 2 2011-01-04 10:00 2.50 7"]

    def test_the_latest_line_with_as_many_left_is_given_back_at_its_price(self):
        made = replay(*self.SOLD, "C3 a -2 2011-01-20 10:00 9.99 7",
                      "C4 a -3 2011-01-21 10:00 9.99 7", "C5 a -3 2011-01-22 10:00 9.99 7")
        self.assertEqual(fates(made)[3:], ["partial_refund", "partial_refund",
                                           "partial_cancellation"])
        self.assertEqual(made.orders[1].refunds[0][1], 500)
        self.assertEqual(made.orders[0].refunds[0][1], 900)
        totals = made.report()["totals"]
        self.assertEqual((totals["settled"], totals["refunded"], totals["net"]), (2400, 1400, 1000))

    def test_rows_of_one_invoice_and_one_order_are_one_refund(self):
        made = replay(*self.SOLD[:2], "C3 a -1 2011-01-20 10:00 3.00 7",
                      "C3 b -1 2011-01-20 10:00 4.00 7", "C3 a -2 2011-01-20 10:00 3.00 7")
        self.assertEqual([pence for _, pence in made.orders[0].refunds], [1300])
        self.assertEqual(made.report()["totals"]["orders_refunded"], 1)

    def test_what_goes_back_before_the_confirmation_does_not_settle(self):
        made = replay(*self.SOLD[2:], "C3 a -1 2011-01-07 09:59 2.50 7",
                      "C4 a -1 2011-01-07 10:00 2.50 7")
        totals = made.report()["totals"]
        self.assertEqual((totals["settled"], totals["refunded"]), (250, 500))
        made = replay(*self.SOLD[2:], "C3 a -1 2011-01-07 09:58 2.50 7",
                      "C4 a -1 2011-01-07 09:59 2.50 7")
        self.assertEqual(made.report()["totals"]["orders_settled"], 0)
        self.assertEqual(made.commission(), 0)

    def test_the_market_keeps_its_part_of_what_stays(self):
        made = replay(*self.SOLD[:1], "C3 a -2 2011-01-20 10:00 3.00 7")
        self.assertEqual(made.commission(), 45)

    def test_neither_later_orders_nor_strangers_nor_cancelled_ones_give_back(self):
        made = replay("C1 a -1 2011-01-02 10:00 3.00 7", *self.SOLD[:1],
                      "C2 a -1 2011-01-04 10:00 3.00 8", "C3 a -1 2011-01-04 10:00 3.00",
                      "C4 a -5 2011-01-05 10:00 3.00 7", "C5 a -1 2011-01-06 10:00 3.00 7")
        self.assertEqual(fates(made), ["partial_cancellation", "sale", "partial_cancellation",
                                       "partial_cancellation", "refund", "partial_cancellation"])


class Figures(unittest.TestCase):
    def test_one_price_moved_by_a_penny_shows(self):
        rows = ["1 a 2 2011-01-03 10:00 3.00 7", "2 b 1 2011-02-03 10:00 4.00 7"]
        right = replay(*rows).report()
        wrong = replay(rows[0].replace("3.00", "3.01"), rows[1]).report()
        self.assertEqual(wrong["totals"]["settled"] - right["totals"]["settled"], 2)
        self.assertEqual(wrong["months"]["2011-01"]["placed"], 602)
        self.assertEqual(wrong["months"]["2011-02"], right["months"]["2011-02"])

    def test_a_report_that_does_not_add_up_is_refused(self):
        report = replay("1 a 2 2011-01-03 10:00 3.00 7").report()
        report["days"]["2011-01-03"]["paid"] += 1
        with self.assertRaisesRegex(AssertionError, "paid of the days is not the total"):
            expected.check(report)


if __name__ == "__main__":
    unittest.main()
