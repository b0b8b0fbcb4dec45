import { describe, expect, test } from "vitest";

import { beginOf } from "./zone";

describe("A day of a zone", () => {
    test("begins at its midnight, in summer and in winter", () => {
        expect(beginOf("2030-01-15", "Europe/London")).toBe("2030-01-15T00:00:00.000Z");
        expect(beginOf("2030-07-15", "Europe/London")).toBe("2030-07-14T23:00:00.000Z");
        expect(beginOf("2030-01-15", "Asia/Shanghai")).toBe("2030-01-14T16:00:00.000Z");
        expect(beginOf("2030-01-15", "America/Los_Angeles")).toBe("2030-01-15T08:00:00.000Z");
        expect(beginOf("2011-10-30", "Europe/London")).toBe("2011-10-29T23:00:00.000Z");
        expect(beginOf("2026-03-08", "America/Havana")).toBe("2026-03-08T05:00:00.000Z");
        expect(beginOf("2026-03-09", "America/Havana")).toBe("2026-03-09T04:00:00.000Z");
        expect(beginOf("2011-10-31", "Europe/London")).toBe("2011-10-31T00:00:00.000Z");
    });
});
