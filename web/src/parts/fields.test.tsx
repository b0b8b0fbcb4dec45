import { render } from "preact-render-to-string";
import { beforeAll, describe, expect, test } from "vitest";

import { Problem } from "../core/call";
import { setLanguage } from "../core/words";
import { BankFields, PasswordField } from "./AccountFields";
import { DataTable } from "./DataTable";
import { Wrong } from "./Field";
import { FileField } from "./FileField";

beforeAll(() => setLanguage("en"));

const nothing = () => undefined;
const refused = (field: string, title: string) =>
    new Problem(422, "not_understood", "", {}, [{ field, code: "x", title }]);

describe("a field for a file", () => {
    const field = (wrong?: string) =>
        render(
            <FileField
                label="A file"
                choose="Choose one"
                accept=".csv"
                onRead={nothing}
                wrong={wrong}
            />,
        );

    test("is labelled, and says what to choose while nothing is chosen", () => {
        const id = /<input id="([^"]+)" type="file"/.exec(field())?.[1];
        expect(id).toBeTruthy();
        expect(field()).toContain(`<label for="${id}">A file</label>`);
        expect(field()).toContain("Choose one");
        expect(field()).not.toContain("aria-invalid");
    });

    test("is tied to what is wrong with it, so that it is found and read", () => {
        const html = field("Not a statement.");
        const id = /aria-describedby="([^"]+)" aria-invalid="true" type="file"/.exec(html)?.[1];
        expect(html).toContain(`class="wrong" id="${id}"`);
        expect(html).toContain("Not a statement.");
    });
});

describe("a password", () => {
    const field = (props: object) =>
        render(<PasswordField value="" onType={nothing} problem={null} {...props} />);

    test("is filled in by a browser where it is known, and suggested where it is chosen", () => {
        expect(field({})).toContain('autocomplete="current-password"');
        expect(field({ fresh: true })).toContain('autocomplete="new-password"');
        expect(field({ fresh: true })).toContain('class="hint"');
        expect(field({})).not.toContain('class="hint"');
    });

    test("says what the server says of it under its own name", () => {
        const problem = refused("old", "This is not it.");
        expect(field({ field: "old", problem })).toContain("This is not it.");
        expect(field({ problem })).not.toContain("This is not it.");
    });
});

test("a browser puts the reader's name into their own account, and not into the market's", () => {
    const fields = (whose: "own" | "market") =>
        render(
            <BankFields
                holder=""
                iban=""
                onHolder={nothing}
                onIban={nothing}
                problem={refused("iban", "This is not an IBAN.")}
                whose={whose}
            />,
        );
    expect(fields("own")).toContain('autocomplete="name"');
    expect(fields("market")).not.toContain('autocomplete="name"');
    expect(fields("own")).toContain("This is not an IBAN.");
});

test("what is wrong with several fields is said aloud, and nothing where nothing is", () => {
    expect(render(<Wrong text="Say of how many." />)).toContain('role="alert"');
    expect(render(<Wrong text={undefined} />)).toBe("");
});

test("a table names its columns, and is reached by the keyboard", () => {
    const columns = [{ word: "Order" }, { word: "Amount", number: true }];
    const html = render(
        <DataTable label="All orders" columns={columns}>
            <tr />
        </DataTable>,
    );
    expect(html).toContain('tabindex="0" role="region" aria-label="All orders"');
    expect(html.match(/<th scope="col"/g)).toHaveLength(2);
    expect(html).toContain('class="number">Amount');
    // Where every row is a card, the style sheet has the heads from here.
    expect(html).toContain("--head-1:&quot;Order&quot;;--head-2:&quot;Amount&quot;");
});
