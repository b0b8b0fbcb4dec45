#include "http/json.hpp"
#include "shops/rows.hpp"

namespace shops {
namespace {

struct HolidayNews {
    ShopId shop;
    base::Time from;
    base::Time until;
};
BOOST_DESCRIBE_STRUCT(HolidayNews, (), (shop, from, until))

/// Writes it down for the shop of this owner.
base::Result<base::Done> write(db::Tx& tx, base::MemberId member, ShopId shop,
                               const std::optional<Holiday>& holiday) {
    std::optional<base::Time> from, until;
    std::string note;
    if (holiday) {
        from = holiday->from;
        until = holiday->until;
        note = holiday->note;
    }
    const auto written = tx.run(
        "update shops set closed_from = $3, closed_until = $4, closed_note = $5 "
        "where id = $1 and owner = $2",
        shop, member, from, until, note);
    if (written == 0) return no_such_shop;
    return base::done;
}

}  // namespace

bool Holiday::covers(base::Time time) const {
    return from <= time && time < until;
}

base::Result<base::Done> close(db::Tx& tx, base::MemberId member, ShopId shop,
                               const Holiday& holiday) {
    if (holiday.until <= holiday.from) return base::wrong_field("until", "before_from");
    if (holiday.until <= tx.now()) return base::wrong_field("until", "in_the_past");
    if (holiday.until - tx.now() > holiday_max) {
        return base::wrong_field("until", "too_far",
                                 {{"max", std::to_string(holiday_max.count())}});
    }
    TRY(write(tx, member, shop, holiday));
    return events::tell(tx, {"shop_closed", shop.value,
                             http::to_json(HolidayNews{shop, holiday.from, holiday.until})});
}

base::Result<base::Done> reopen(db::Tx& tx, base::MemberId member, ShopId shop) {
    TRY(write(tx, member, shop, std::nullopt));
    return events::tell(
        tx, {"shop_reopened", shop.value, http::to_json(HolidayNews{shop, tx.now(), tx.now()})});
}

std::optional<Holiday> holiday_of(db::Snapshot& snapshot, ShopId shop) {
    // One that is over has been forgotten by everybody, so nobody has to end it.
    return snapshot.one<Holiday>(
        "select closed_from as \"from\", closed_until as \"until\", closed_note as note "
        "from shops where id = $1 and closed_until > $2 and closed_until < $3",
        shop, snapshot.now(), for_good);
}

}  // namespace shops
