// The basket of whoever reads, current whichever tab changes it.

import { useEffect, useState } from "preact/hooks";

import { keptLines, watchBaskets, type Wanted } from "./basket";

export function useKept(member: string | undefined): Wanted[] {
    const [, render] = useState(0);
    useEffect(() => watchBaskets(() => render((n) => n + 1)), []);
    return keptLines(member);
}
