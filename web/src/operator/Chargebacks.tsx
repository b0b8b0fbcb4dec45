import type { ChargebackView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { moment, price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { Segments } from "../parts/Segments";
import { Empty, ShownList } from "../parts/States";
import { Frame } from "./Frame";

type Claim = ChargebackView["state"];

const states = ["all", "taken", "won", "lost"] as const;

/** What buyers' banks took back of payments, and how each of it stands. */
export function Chargebacks({ place }: { place: Place }) {
    const chosen = states.find((one) => one === place.query.get("state")) ?? "all";
    const list = useList(
        at("GET /operator/chargebacks", {
            limit: 50,
            ...(chosen === "all" ? {} : { state: chosen }),
        }),
    );
    const choose = (state: "all" | Claim) =>
        go(`/operator/chargebacks${state === "all" ? "" : `?state=${state}`}`, "replace");
    return (
        <Frame title={t("chargebacks.title")} lead={t("chargebacks.lead")}>
            <Segments
                label={t("chargebacks.state")}
                options={states.map((value) => ({ value, word: t(`chargebacks.state.${value}`) }))}
                chosen={chosen}
                onChoose={choose}
            />
            <ShownList
                got={list}
                empty={
                    <Empty drawing="done" title={t("chargebacks.none_title")}>
                        {t("chargebacks.none")}
                    </Empty>
                }
            >
                {(items) => <Table items={items} />}
            </ShownList>
        </Frame>
    );
}

function Table({ items }: { items: ChargebackView[] }) {
    const columns = [
        { word: t("money.when") },
        { word: t("chargebacks.reference") },
        { word: t("chargebacks.state") },
        { word: t("chargebacks.amount"), number: true },
        { word: t("chargebacks.gone"), number: true },
        { word: t("chargebacks.orders") },
    ];
    return (
        <DataTable label={t("chargebacks.title")} columns={columns}>
            {items.map((one) => (
                <tr key={one.id}>
                    <td class="nowrap">{moment(one.at)}</td>
                    <td class="reference">{one.reference}</td>
                    <td>
                        <span class="tag">{t(`chargebacks.state.${one.state}`)}</span>
                        {one.changed_at !== one.at && (
                            <span class="soft small"> {moment(one.changed_at)}</span>
                        )}
                    </td>
                    <td class="number">{price(one.amount)}</td>
                    <td class="number">{price(one.gone)}</td>
                    <td>
                        {one.orders.map(({ order, lost }) => (
                            <div key={order} class="nowrap">
                                <a href={`/orders/${order}`}>{order}</a>
                                {lost.minor > 0 && ` ${price(lost)}`}
                            </div>
                        ))}
                    </td>
                </tr>
            ))}
        </DataTable>
    );
}
