#include "app/leaving.hpp"

#include "cases/leaving.hpp"
#include "circles/leaving.hpp"
#include "documents/leaving.hpp"
#include "insight/leaving.hpp"
#include "media/leaving.hpp"
#include "notices/leaving.hpp"
#include "offers/leaving.hpp"
#include "orders/leaving.hpp"
#include "payments/leaving.hpp"
#include "payouts/leaving.hpp"
#include "policies/leaving.hpp"
#include "promoters/leaving.hpp"
#include "reviews/leaving.hpp"
#include "saved/leaving.hpp"
#include "setup/leaving.hpp"
#include "shops/leaving.hpp"
#include "webhooks/leaving.hpp"

namespace app {
namespace {

/// The tables of the modules below members, which know of none, and the program's own.
std::vector<members::Belonging> below() {
    using members::Kept, members::Topic;
    return {
        {"accounts", Topic::money,
         "select purpose, asset, balance as balance_minor_number from accounts where owner = $1 "
         "order by asset, purpose",
         "", Kept::books},
        {"postings", Topic::money,
         "select t.at as booked_at, t.purpose, t.asset, p.amount as amount_minor_number, "
         "p.balance as balance_minor_number, t.subject as subject_id from accounts a "
         "join postings p on p.account = a.id join transfers t on t.id = p.transfer "
         "where a.owner = $1 order by p.transfer",
         "", Kept::books},
        {"transfers", Topic::machine, "", "", Kept::books},
        {"market", Topic::machine},
        {"migrations", Topic::machine},
        {"batches", Topic::machine},
        {"lease", Topic::machine},
        {"events", Topic::machine, "", "", Kept::briefly},
        {"cursors", Topic::machine},
        {"jobs", Topic::machine, "", "", Kept::briefly},
        {"answers", Topic::machine, "", "", Kept::briefly},
        {"search_goods", Topic::machine},
        {"search_grams", Topic::machine},
        {"search_state", Topic::machine},
    };
}

}  // namespace

members::Leaving everything() {
    members::Leaving all;
    for (const auto& module :
         {members::belongings(), notices::belongings(), circles::belongings(), shops::belongings(),
          saved::belongings(), media::belongings(), orders::belongings(), offers::belongings(),
          payments::belongings(), payouts::belongings(), promoters::belongings(),
          reviews::belongings(), cases::belongings(), policies::belongings(), setup::belongings(),
          insight::belongings(), documents::belongings(), webhooks::belongings(), below()}) {
        all.belongings.insert(all.belongings.end(), module.begin(), module.end());
    }
    all.guards = {orders::no_open_orders, orders::nothing_owed, payouts::nothing_on_its_way,
                  shops::no_import_running, cases::nothing_to_decide};
    all.pieces = {offers::end_some, shops::end_some, shops::forget_imports};
    return all;
}

}  // namespace app
