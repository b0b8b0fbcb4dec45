// Every address of the app, and the code of its page. A name in the path comes before a :parameter.

import type { ComponentType } from "preact";

import type { Place } from "./core/router";
import type { Key } from "./core/words";

type View = ComponentType<{ place: Place }>;
type Loader = () => Promise<View>;

export const pages: Readonly<Record<string, Loader>> = {
    "/": () => import("./pages/Home").then((m) => m.Home),
    "/search": () => import("./pages/Search").then((m) => m.Search),
    "/sign-in": () => import("./pages/SignIn").then((m) => m.SignIn),
    "/join": () => import("./pages/Join").then((m) => m.Join),
    "/forgotten-password": () => import("./pages/mail/Forgotten").then((m) => m.Forgotten),
    "/reset-password": () => import("./pages/mail/NewPassword").then((m) => m.NewPassword),
    "/confirm-mail": () => import("./pages/mail/ConfirmMail").then((m) => m.ConfirmMail),
    "/listings/:id": () => import("./pages/ListingPage").then((m) => m.ListingPage),
    "/listings/:id/edit": () => import("./pages/EditListing").then((m) => m.EditListing),
    "/shops/:id": () => import("./pages/ShopPage").then((m) => m.ShopPage),
    "/people/:handle": () => import("./pages/PersonPage").then((m) => m.PersonPage),
    "/checkout": () => import("./pages/Checkout").then((m) => m.Checkout),
    "/orders": () => import("./pages/Orders").then((m) => m.Orders),
    "/orders/sold": () => import("./pages/SoldOrders").then((m) => m.SoldOrders),
    "/orders/:id": () => import("./pages/OrderPage").then((m) => m.OrderPage),
    "/sell": () => import("./pages/Sell").then((m) => m.Sell),
    "/stall": () => import("./pages/MyStall").then((m) => m.MyStall),
    "/stall/import": () => import("./pages/ImportPage").then((m) => m.ImportPage),
    "/stall/import/:id": () => import("./pages/ImportPage").then((m) => m.ImportPage),
    "/money": () => import("./pages/MoneyPage").then((m) => m.MoneyPage),
    "/saved": () => import("./pages/Saved").then((m) => m.Saved),
    "/friends": () => import("./pages/Friends").then((m) => m.Friends),
    "/settings": () => import("./pages/Settings").then((m) => m.Settings),
    "/notices": () => import("./notices/Notices").then((m) => m.Notices),
    "/notices/choices": () => import("./notices/NoticeChoices").then((m) => m.NoticeChoices),
    "/reports": () => import("./cases/MyReports").then((m) => m.MyReports),
    "/statements": () => import("./cases/Statements").then((m) => m.Statements),
    "/statements/:id": () => import("./cases/StatementPage").then((m) => m.StatementPage),
    "/cases": () => import("./cases/Queue").then((m) => m.Queue),
    "/cases/:id": () => import("./cases/CasePage").then((m) => m.CasePage),
    "/policies": () => import("./operator/Policies").then((m) => m.Policies),
    "/operator": () => import("./operator/ReportPage").then((m) => m.ReportPage),
    "/operator/orders": () => import("./operator/OrdersOfPage").then((m) => m.OrdersOfPage),
    "/operator/bank": () => import("./operator/Bank").then((m) => m.Bank),
    "/operator/payouts": () => import("./operator/Payouts").then((m) => m.Payouts),
    "/operator/ledger": () => import("./operator/LedgerPage").then((m) => m.LedgerPage),
    "/operator/jobs": () => import("./operator/Jobs").then((m) => m.Jobs),
    "/operator/members": () => import("./operator/Members").then((m) => m.Members),
    "/operator/audit": () => import("./operator/Audit").then((m) => m.Audit),
};

/** Pages that say nothing to who has not signed in, and what they are called. */
export const membersOnly: Readonly<Record<string, Key>> = {
    "/orders": "nav.orders",
    "/orders/sold": "orders.sold_title",
    "/orders/:id": "nav.orders",
    "/stall": "nav.stall",
    "/stall/import": "import.title",
    "/stall/import/:id": "import.title",
    "/listings/:id/edit": "nav.stall",
    "/money": "nav.money",
    "/saved": "nav.saved",
    "/friends": "nav.friends",
    "/notices": "nav.notices",
    "/notices/choices": "nav.notices",
    "/reports": "nav.reports",
    "/statements": "nav.statements",
    "/statements/:id": "nav.statements",
    "/cases": "nav.cases",
    "/cases/:id": "nav.cases",
    "/operator": "nav.report",
    "/operator/orders": "nav.report",
    "/operator/bank": "nav.bank",
    "/operator/payouts": "nav.payouts",
    "/operator/ledger": "nav.ledger",
    "/operator/jobs": "nav.jobs",
    "/operator/members": "nav.members",
    "/operator/audit": "nav.audit",
};
