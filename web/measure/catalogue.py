"""The catalogue of the retail data set as a file that Fairground imports: CSV on standard output.

Every StockCode that was ever sold, with its first description and price. Reads
retail/online_retail_2010-12_2011-06.csv.xz below $FAIRGROUND_DATA; tests/retail/README.md knows the
data. Ends with 77 where it is missing.
"""

import csv
import lzma
import os
import sys
from pathlib import Path

FILE = "retail/online_retail_2010-12_2011-06.csv.xz"

beside = Path(__file__).resolve().parents[3] / "shared" / "data"
path = Path(os.environ.get("FAIRGROUND_DATA", beside)) / FILE
if not path.exists():
    print(f"no {FILE} in FAIRGROUND_DATA", file=sys.stderr)
    sys.exit(77)
goods: dict[str, tuple[str, str]] = {}
with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
    for row in csv.DictReader(lines):
        sold = int(row["Quantity"]) > 0 and float(row["UnitPrice"]) > 0
        if sold and row["Description"].strip() and row["StockCode"] not in goods:
            goods[row["StockCode"]] = (row["Description"].strip(), f"{float(row['UnitPrice']):.2f}")
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["sku", "title", "description", "price", "stock"])
for sku, (title, price) in goods.items():
    out.writerow([sku, title, "", price if float(price) > 0 else "0.01", 100])
