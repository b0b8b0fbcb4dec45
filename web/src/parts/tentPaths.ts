// The mark of Fairground as paths in a box of 32 by 32: the page draws them (Tent.tsx), and the
// build makes the icons of the installed app from the same ones (build/icons.ts).

export type TentColour = "ink" | "red" | "cloth";

export const tentPaths: readonly { colour: TentColour; d: string }[] = [
    { colour: "ink", d: "M15.1 2h1.8v6h-1.8z" },
    { colour: "red", d: "M16 2.2h6.5l-1.8 1.9 1.8 1.9H16z" },
    { colour: "red", d: "M16 7 3.2 17.2h25.6z" },
    { colour: "cloth", d: "M16 7l-4.6 10.2h9.2z" },
    { colour: "cloth", d: "M5 18h22V28c0 .55-.45 1-1 1H6c-.55 0-1-.45-1-1z" },
    { colour: "red", d: "M5 18h5V29H6c-.55 0-1-.45-1-1z" },
    { colour: "red", d: "M22 18h5V28c0 .55-.45 1-1 1h-4z" },
    { colour: "ink", d: "M12.6 29c0-4.6 1.2-8 3.4-9.5 2.2 1.5 3.4 4.9 3.4 9.5z" },
    {
        colour: "red",
        d:
            "M2.6 16.6h26.8v1.6c0 1.48-1.2 2.68-2.68 2.68-1.48 0-2.68-1.2-2.68-2.68" +
            "c0 1.48-1.2 2.68-2.68 2.68-1.48 0-2.68-1.2-2.68-2.68" +
            "c0 1.48-1.2 2.68-2.68 2.68-1.48 0-2.68-1.2-2.68-2.68" +
            "c0 1.48-1.2 2.68-2.68 2.68-1.48 0-2.68-1.2-2.68-2.68" +
            "c0 1.48-1.2 2.68-2.68 2.68-1.48 0-2.68-1.2-2.68-2.68z",
    },
];
