interface Props {
    size?: number;
}

/** The mark of Fairground: a striped tent with its flag out. */
export function Tent({ size = 30 }: Props) {
    return (
        <svg class="tent" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
            <path d="M16 2v6" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
            <path d="M16 2.2h6.5l-1.8 1.9 1.8 1.9H16z" fill="var(--awning-a)" />
            <path d="M16 7 3.2 17.2h25.6z" fill="var(--awning-a)" />
            <path d="M16 7l-4.6 10.2h9.2z" fill="var(--awning-b)" />
            <path d="M5 19.5h22V28a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1z" fill="var(--awning-b)" />
            <path
                d="M5 19.5h5V29H6a1 1 0 0 1-1-1zM22 19.5h5V28a1 1 0 0 1-1 1h-4z"
                fill="var(--awning-a)"
            />
            <path d="M12.6 29c0-4.6 1.2-8 3.4-9.5 2.2 1.5 3.4 4.9 3.4 9.5z" fill="var(--ink)" />
            <path
                d="M2.6 16.600h26.800v1.600a2.68 2.68 0 0 1-5.36 0 2.68 2.68 0 0 1-5.36 0 2.68 2.68 0 0 1-5.36 0 2.68 2.68 0 0 1-5.36 0 2.68 2.68 0 0 1-5.36 0z"
                fill="var(--awning-a)"
            />
        </svg>
    );
}
