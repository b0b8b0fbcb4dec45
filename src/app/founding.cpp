#include "app/founding.hpp"

#include "db/act.hpp"
#include "demo/demo.hpp"
#include "ledger/ledger.hpp"
#include "members/members.hpp"

namespace app {

void found(const Founding& founding, const Settings& settings) {
    Settings wanted = settings;
    db::Source source = founding.source;
    if (settings.demo) {
        source.clock = [&] { return demo::beginning(founding.source.clock()); };
        if (settings.name == Settings{}.name) wanted.name = demo::market_name;
    }
    db::Engine once([&] { return db::open_writer(founding.address); },
                    {source, ledger::link, founding.hub, founding.hold});
    const auto made =
        db::act(once, [&](db::Tx& tx) -> base::Result<Market> { return found_market(tx, wanted); });
    base::ensure(static_cast<bool>(made));
}

void fill_demo(const Founding& founding, const Settings& settings, const Market& market,
               payments::Provider& provider, media::Store& pictures) {
    if (!settings.demo || !market.demo) return;
    const members::HashCost cost{static_cast<std::uint64_t>(settings.password_operations),
                                 static_cast<std::size_t>(settings.password_memory_kib) * 1024};
    demo::Settings wanted;
    wanted.address = founding.address;
    wanted.now = founding.source.clock();
    wanted.fresh = founding.source.fresh;
    wanted.currency = market.currency;
    wanted.provider = &provider;
    wanted.password_hash = [cost] { return members::hash_password(demo::password, cost); };
    wanted.hub = founding.hub;
    wanted.hold = founding.hold;
    wanted.pictures = &pictures;
    wanted.picture_width = settings.demo_picture_width;
    demo::fill(wanted);
}

}  // namespace app
