import type { FirstStep } from "../../api";

/** The first steps in their order; apart from their pages, which only few ever load. */
export const stepsInOrder: readonly FirstStep[] = [
    "market",
    "joining",
    "earning",
    "paying",
    "mail",
    "invite",
];
export const stepsInAll = stepsInOrder.length;
