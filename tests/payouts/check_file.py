#!/usr/bin/env python3
"""Looks at files for the bank (pain.001.001.09) as somebody who has not seen the program.

    FAIRGROUND_FILES=/tmp/files build/release/payouts_test --gtest_filter='*PayoutScale*'
    tests/payouts/check_file.py /tmp/files/*.xml

The schema itself is ISO's and not in this repository, so what it says of the elements that are used
is told here again: which they are, in which order, how often, and of which form.
"""

import re
import sys
import xml.etree.ElementTree as tree
from decimal import Decimal

NAMES = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
ID = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]{1,35}")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}")
NAME = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]{1,70}")
AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}")
SUM = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
COUNT = re.compile(r"[0-9]{1,15}")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def word(text):
    return re.compile(re.escape(text))


PARTY = [("Nm", NAME)]
ACCOUNT = [("Id", [("IBAN", IBAN)])]
TRANSFER = [
    ("PmtId", [("EndToEndId", ID)]),
    ("Amt", [("InstdAmt", AMOUNT)]),
    ("Cdtr", PARTY),
    ("CdtrAcct", ACCOUNT),
    ("RmtInf", [("Ustrd", re.compile(r"[A-Za-z0-9/\-?:().,'+ ]{1,140}"))]),
]
HEADER = [("MsgId", ID), ("CreDtTm", TIME), ("NbOfTxs", COUNT), ("CtrlSum", SUM),
          ("InitgPty", PARTY)]  # fmt: skip
PAYMENT = [
    ("PmtInfId", ID),
    ("PmtMtd", word("TRF")),
    ("NbOfTxs", COUNT),
    ("CtrlSum", SUM),
    ("PmtTpInf", [("SvcLvl", [("Cd", word("SEPA"))])]),
    ("ReqdExctnDt", [("Dt", DATE)]),
    ("Dbtr", PARTY),
    ("DbtrAcct", ACCOUNT),
    ("DbtrAgt", [("FinInstnId", [("Othr", [("Id", word("NOTPROVIDED"))])])]),
    ("ChrgBr", word("SLEV")),
]


class Wrong(Exception):
    pass


def need(holds, what):
    if not holds:
        raise Wrong(what)


def names_of(element):
    return [child.tag.removeprefix(NAMES) for child in element]


def match(element, form, at):
    """An element is text of a form, or has children in this very order."""
    if isinstance(form, re.Pattern):
        text = element.text or ""
        need(len(element) == 0 and form.fullmatch(text), f"{at}: {text!r}")
        return
    need(names_of(element) == [name for name, _ in form], f"{at} has {names_of(element)}")
    for child, (name, inner) in zip(element, form, strict=True):
        match(child, inner, f"{at}/{name}")


def check_iban(iban):
    turned = iban[4:] + iban[:4]
    need(int("".join(str(int(c, 36)) for c in turned)) % 97 == 1, f"{iban} is no account")


def text(element, path):
    return element.findtext("/".join(NAMES + name for name in path.split("/")))


def check_sums(at, transfers, element):
    total = sum(Decimal(text(one, "Amt/InstdAmt")) for one in transfers)
    need(int(text(element, "NbOfTxs")) == len(transfers), f"{at}: {len(transfers)} transfers")
    need(Decimal(text(element, "CtrlSum")) == total, f"{at}: they add up to {total}")
    return total


def check(path):
    root = tree.parse(path).getroot()
    need(root.tag == f"{NAMES}Document" and names_of(root) == ["CstmrCdtTrfInitn"], root.tag)
    body = root[0]
    need(names_of(body) == ["GrpHdr", "PmtInf"], f"{names_of(body)}")
    header, payment = body
    match(header, HEADER, "GrpHdr")
    transfers = payment.findall(f"{NAMES}CdtTrfTxInf")
    need(transfers == list(payment)[len(PAYMENT):], "transfers come last")  # fmt: skip
    for child, (name, form) in zip(payment, PAYMENT, strict=False):
        need(child.tag == NAMES + name, f"PmtInf has {child.tag} where {name} belongs")
        match(child, form, f"PmtInf/{name}")
    check_iban(text(payment, "DbtrAcct/Id/IBAN"))
    names = set()
    for one in transfers:
        match(one, TRANSFER, "CdtTrfTxInf")
        amount = one.find(f"{NAMES}Amt/{NAMES}InstdAmt")
        need(amount.attrib == {"Ccy": "EUR"} and Decimal(amount.text) > 0, f"{amount.attrib}")
        check_iban(text(one, "CdtrAcct/Id/IBAN"))
        names.add(text(one, "PmtId/EndToEndId"))
    need(len(names) == len(transfers), "each transfer has a name of its own")
    check_sums("GrpHdr", transfers, header)
    total = check_sums("PmtInf", transfers, payment)
    print(f"{path}: {len(transfers)} transfers, {total}: well")


if __name__ == "__main__":
    try:
        for file in sys.argv[1:]:
            check(file)
    except Wrong as wrong:
        sys.exit(f"{file}: {wrong}")
