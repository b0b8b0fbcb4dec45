import { t } from "../../core/words";
import { orders, type Query } from "./query";

interface Props {
    query: Query;
    onChoose: (sort: Query["sort"]) => void;
}

/** In which order goods are listed. Without a word nothing fits better than anything else. */
export function SortChoice({ query, onChoose }: Props) {
    const offered = query.q ? orders : orders.filter((one) => one !== "relevance");
    return (
        <label class="finds-sort">
            <span class="unseen">{t("search.sort")}</span>
            <select
                value={!query.q && query.sort === "relevance" ? "newest" : query.sort}
                onChange={(event) => {
                    const value = event.currentTarget.value;
                    onChoose(orders.find((one) => one === value) ?? "relevance");
                }}
            >
                {offered.map((one) => (
                    <option key={one} value={one}>
                        {t(`search.sort.${one}`)}
                    </option>
                ))}
            </select>
        </label>
    );
}
