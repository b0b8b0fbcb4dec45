// The countries of ISO 3166-1 alpha-2, as src/shops/handover.cpp has them, and their names.

const all =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO " +
    "BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ " +
    "DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP " +
    "GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG " +
    "KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML " +
    "MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE " +
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL " +
    "SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM " +
    "US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

export const countries: readonly string[] = all.split(" ");

const namesIn = new Map<string, Intl.DisplayNames>();

/** "Germany" for "DE", in the language of `locale`. */
export function countryName(code: string, locale: string): string {
    try {
        let names = namesIn.get(locale);
        if (!names) namesIn.set(locale, (names = new Intl.DisplayNames([locale], region)));
        return names.of(code) ?? code;
    } catch {
        return code; // It is no code, or the browser knows no names.
    }
}

const region: Intl.DisplayNamesOptions = { type: "region" };

export interface Country {
    readonly code: string;
    readonly name: string;
}

const sortedIn = new Map<string, readonly Country[]>();

/**
 * All of them by name, as a reader of that language looks for them. Naming and sorting 249 takes
 * longer than a key stroke may on a phone, and a form asks for them with each one: once is enough.
 */
export function countriesByName(locale: string): readonly Country[] {
    let sorted = sortedIn.get(locale);
    if (!sorted) {
        const compare = new Intl.Collator(locale).compare;
        sorted = countries
            .map((code) => ({ code, name: countryName(code, locale) }))
            .sort((a, b) => compare(a.name, b.name));
        sortedIn.set(locale, sorted);
    }
    return sorted;
}

/** The country that a browser's languages name first, "" where none does. */
export function countryOf(languages: readonly string[]): string {
    for (const language of languages) {
        const region = /-([A-Z]{2})(-|$)/.exec(language)?.[1];
        if (region && countries.includes(region)) return region;
    }
    return "";
}
