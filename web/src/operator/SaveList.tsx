import { useState } from "preact/hooks";

import {
    call,
    further,
    type Answer,
    type At,
    type Listing,
    type Page,
    type Problem,
} from "../core/call";
import { csvOf, download, type Cell } from "../core/csv";
import { readOn } from "../core/pages";
import { t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";

type Item<R extends Listing> = Answer<R>["items"][number];

interface Props<R extends Listing> {
    from: At<R>;
    file: string;
    head: Cell[];
    cells: (item: Item<R>) => Cell[];
    /** Where a list has no end of its own; what is left out then is said. */
    pagesMost?: number;
}

/** Saves a list as a table, however many pages of it are on the screen. */
export function SaveList<R extends Listing>(props: Props<R>) {
    const { from, file, head, cells, pagesMost = Infinity } = props;
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem | null>(null);
    const save = async () => {
        setBusy(true);
        setProblem(null);
        try {
            const read = (to: At<R>) => call<Listing>(to) as Promise<Page<Item<R>>>;
            const first = await read(from);
            const rest = await readOn(first.next, pagesMost - 1, (after) =>
                read(further(from, after)),
            );
            const pages = [first, ...rest];
            const items = pages.flatMap((page) => page.items);
            download(file, csvOf([head, ...items.map(cells)]));
            if (pages.at(-1)?.next) toast(t("register.truncated", { n: items.length }));
        } catch (caught) {
            setProblem(caught as Problem);
        } finally {
            setBusy(false);
        }
    };
    return (
        <>
            <button
                type="button"
                class="button little"
                disabled={busy}
                aria-busy={busy}
                onClick={() => void save()}
            >
                <Icon name="download" size={16} />
                {t(busy ? "act.working" : "report.csv")}
            </button>
            <Refusal problem={problem} again={() => void save()} />
        </>
    );
}
