import { at } from "../../core/call";
import { useList } from "../../core/store";
import { day, t } from "../../core/words";
import { UnblockButton } from "../../parts/BlockActs";
import { Icon, type IconName } from "../../parts/Icon";
import { PersonLink } from "../../parts/People";
import { More, Shown } from "../../parts/States";

/** What the market shows of the reader to whom, as its rules are; and whom they have blocked. */
export function Privacy() {
    return (
        <section class="card">
            <h2>{t("settings.privacy")}</h2>
            <ul class="facts-list">
                <Fact icon="user">{t("privacy.name")}</Fact>
                <Fact icon="users">{t("privacy.moments")}</Fact>
                <Fact icon="shopping-bag">{t("privacy.orders")}</Fact>
                <Fact icon="map-pin">{t("privacy.address")}</Fact>
            </ul>
            <Blocked />
        </section>
    );
}

function Fact({ icon, children }: { icon: IconName; children: string }) {
    return (
        <li>
            <Icon name={icon} size={18} />
            <span>{children}</span>
        </li>
    );
}

function Blocked() {
    const { items, problem, more, reload } = useList(at("GET /blocks"));
    return (
        <>
            <h3>{t("block.list")}</h3>
            <Shown got={{ data: items, problem, reload }}>
                {(blocks) =>
                    blocks.length === 0 ? (
                        <p class="soft small">{t("block.none")}</p>
                    ) : (
                        <ul class="list">
                            {blocks.map(({ member, since }) => (
                                <li key={member.id} class="row">
                                    <div class="grow">
                                        <PersonLink
                                            person={member}
                                            note={t("block.since", { date: day(since) })}
                                        />
                                    </div>
                                    <UnblockButton person={member} />
                                </li>
                            ))}
                        </ul>
                    )
                }
            </Shown>
            <More more={more} />
        </>
    );
}
