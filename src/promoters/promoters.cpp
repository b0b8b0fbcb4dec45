// Who promotes, what sellers give, and links.

#include "promoters/promoters.hpp"

#include <sodium.h>

#include <algorithm>

#include "http/json.hpp"
#include "members/leaving.hpp"
#include "policies/choices.hpp"
#include "promoters/rows.hpp"

namespace promoters {
namespace {

const std::string& select_promoter() {
    static const std::string sql =
        "select member, recruiter, rules_version, policy_version, since, suspended, suspended_why "
        "from promoters ";
    return sql;
}

constexpr std::string_view select_link =
    "select id, promoter, listing, shop, made, until from share_links ";

/// One row of what a seller has set.
struct RateRow {
    ListingId listing;
    std::int64_t first_ppm = 0;
    std::int64_t second_ppm = 0;
    std::int64_t version = 0;
    std::int64_t inherits = 0;
};
BOOST_DESCRIBE_STRUCT(RateRow, (), (listing, first_ppm, second_ppm, version, inherits))

std::int64_t most_ppm(db::Snapshot& snapshot) {
    return policies::value(snapshot, policies::promoter_ppm_most).value;
}

/// The promoter who may make links now.
base::Result<Promoter> sharer(db::Snapshot& snapshot, MemberId member) {
    if (!is_open(snapshot)) return promoting_closed;
    auto promoter = find(snapshot, member);
    if (!promoter) return not_a_promoter;
    if (promoter->suspended) return promoter_suspended;
    return *promoter;
}

/// A link that leads to this listing (0: an invitation), which is used again while it has half of
/// its time left.
base::Result<Shared> link_to(db::Tx& tx, MemberId member, ListingId listing, shops::ShopId shop) {
    static const std::string sql =
        std::string{select_link} +
        "where promoter = $1 and listing = $2 and until > $3 order by until desc limit 1";
    const auto days = policies::value(tx, policies::promoter_link_days).value;
    const base::Duration time = std::chrono::days{days};
    const auto old = tx.one<Link>(sql, member, listing, tx.now() + time / 2);
    if (old) return shown(tx, *old);
    const auto today =
        tx.number("select count(*) from share_links where promoter = $1 and made > $2", member,
                  tx.now() - std::chrono::hours{24});
    if (today >= links_a_day) {
        return base::with(too_many_links, "max", std::to_string(links_a_day));
    }
    const Link link{tx.fresh<LinkId>(), member, listing, shop, tx.now(), tx.now() + time};
    tx.run(
        "insert into share_links (id, promoter, listing, shop, made, until) "
        "values ($1, $2, $3, $4, $5, $6)",
        link.id, link.promoter, link.listing, link.shop, link.made, link.until);
    return shown(tx, link);
}

/// Who brings whoever joins with this token: somebody who promotes, and by an invitation alone.
std::optional<MemberId> recruiter_by(db::Snapshot& snapshot, MemberId member,
                                     std::string_view token) {
    const auto found = find_link(snapshot, token);
    if (!found.link || found.link->listing.value != 0) return std::nullopt;
    const MemberId recruiter = found.link->promoter;
    if (recruiter == member || !promotes(snapshot, find(snapshot, recruiter))) return std::nullopt;
    return recruiter;
}

base::Result<base::Done> mark(db::Tx& tx, MemberId member, std::optional<base::Time> suspended,
                              const Word& word) {
    const auto old = find(tx, member);
    if (!old) return no_such_promoter;
    if (old->suspended && suspended) return promoter_suspended;
    if (!old->suspended && !suspended) return not_suspended;
    tx.run("update promoters set suspended = $2, suspended_why = $3 where member = $1", member,
           suspended, suspended ? word.reason : "");
    members::audit(tx, {word.by, std::string{members::operator_permission},
                        suspended ? "promoter_suspended" : "promoter_reinstated", member.value,
                        word.reason, suspended ? "" : "suspended", suspended ? "suspended" : ""});
    return base::done;
}

}  // namespace

std::string key_of(db::Snapshot& snapshot) {
    const auto key = snapshot.one<db::Bytes>("select bytes from promoter_key where id = 1");
    return key ? key->value : std::string{};
}

bool is_open(db::Snapshot& snapshot) {
    return policies::value(snapshot, policies::promoting).value != 0;
}

bool promotes(db::Snapshot& snapshot, const std::optional<Promoter>& promoter) {
    if (!promoter || promoter->suspended) return false;
    const auto person = members::person(snapshot, promoter->member);
    return person && !members::has_left(*person);
}

std::optional<Promoter> find(db::Snapshot& snapshot, MemberId member) {
    static const std::string sql = select_promoter() + "where member = $1";
    return snapshot.one<Promoter>(sql, member);
}

std::vector<Promoter> list(db::Snapshot& snapshot, MemberId after, std::int64_t limit) {
    static const std::string sql = select_promoter() + "where member > $1 order by member limit $2";
    return snapshot.all<Promoter>(sql, after, limit);
}

std::int64_t recruits_of(db::Snapshot& snapshot, MemberId member) {
    return snapshot.number("select count(*) from promoters where recruiter = $1", member);
}

base::Result<Promoter> join(db::Tx& tx, MemberId member, std::int64_t rules,
                            const std::string& invitation) {
    const auto policy = policies::value(tx, policies::promoting);
    if (policy.value == 0) return promoting_closed;
    if (rules != rules_version) {
        return base::with(rules_changed, "version", std::to_string(rules_version));
    }
    if (find(tx, member)) return promoter_already;
    const Promoter promoter{
        member, recruiter_by(tx, member, invitation), rules, policy.version, tx.now(), std::nullopt,
        ""};
    tx.run(
        "insert into promoters (member, recruiter, rules_version, policy_version, since, "
        "suspended, suspended_why) values ($1, $2, $3, $4, $5, null, '')",
        member, promoter.recruiter, promoter.rules_version, promoter.policy_version,
        promoter.since);
    return promoter;
}

base::Result<base::Done> suspend(db::Tx& tx, MemberId member, const Word& word) {
    return mark(tx, member, tx.now(), word);
}

base::Result<base::Done> reinstate(db::Tx& tx, MemberId member, const Word& word) {
    return mark(tx, member, std::nullopt, word);
}

// ---- What sellers give

std::optional<Rate> set_for(db::Snapshot& snapshot, shops::ShopId shop, ListingId listing) {
    const auto row = snapshot.one<RateRow>(
        "select listing, first_ppm, second_ppm, version, inherits from promoter_rates "
        "where shop = $1 and listing = $2 order by version desc limit 1",
        shop, listing);
    if (!row || row->inherits != 0) return std::nullopt;
    return Rate{row->first_ppm, row->second_ppm, row->version};
}

Rate rate_of(db::Snapshot& snapshot, shops::ShopId shop, ListingId listing) {
    return rates_of(snapshot, shop, {listing})[listing];
}

std::map<ListingId, Rate> rates_of(db::Snapshot& snapshot, shops::ShopId shop,
                                   const std::vector<ListingId>& listings) {
    constexpr ListingId whole_shop{};
    auto wanted = listings;
    wanted.push_back(whole_shop);
    std::map<ListingId, Rate> set;
    for (const RateRow& row :
         snapshot.all<RateRow>("select r.listing, r.first_ppm, r.second_ppm, r.version, r.inherits "
                               "from promoter_rates r where r.shop = $1 "
                               "and r.listing in (select cast(value as bigint) from json_each($2)) "
                               "and r.version = (select max(v.version) from promoter_rates v "
                               "where v.shop = r.shop and v.listing = r.listing)",
                               shop, http::to_json(wanted))) {
        if (row.inherits == 0) set[row.listing] = {row.first_ppm, row.second_ppm, row.version};
    }
    const std::int64_t most = most_ppm(snapshot);
    std::map<ListingId, Rate> rates;
    for (const ListingId listing : listings) {
        const auto own = set.find(listing);
        rates[listing] = within(own == set.end() ? set[whole_shop] : own->second, most);
    }
    return rates;
}

base::Result<base::Done> set_rate(db::Tx& tx, MemberId seller, const Setting& setting) {
    const auto shop = shops::shop_of(tx, seller);
    if (!shop) return shops::no_shop_yet;
    const ListingId listing = setting.listing.value_or(ListingId{});
    if (setting.listing) {
        const auto seen = TRY(shops::seen(tx, seller, listing));
        if (seen.shop != shop->id) return shops::no_such_listing;
    } else if (!setting.first_ppm) {
        return base::wrong_field("first_ppm", "missing");
    }
    const std::int64_t first = setting.first_ppm.value_or(0), most = most_ppm(tx);
    if (first > most) {
        return base::wrong_field("first_ppm", "too_large", {{"max", std::to_string(most)}});
    }
    const std::int64_t second = setting.first_ppm ? setting.second_ppm : 0;
    const std::int64_t second_most = std::min(first, most - first);
    if (second > second_most) {
        return base::wrong_field("second_ppm", "too_large", {{"max", std::to_string(second_most)}});
    }
    const auto version = tx.number(
        "select coalesce(max(version), 0) + 1 from promoter_rates where shop = $1", shop->id);
    tx.run(
        "insert into promoter_rates (shop, version, listing, first_ppm, second_ppm, inherits, "
        "since) values ($1, $2, $3, $4, $5, $6, $7)",
        shop->id, version, listing, first, second, setting.first_ppm ? 0 : 1, tx.now());
    return base::done;
}

// ---- Links

base::Result<Shared> share(db::Tx& tx, MemberId member, ListingId listing) {
    TRY(sharer(tx, member));
    const auto seen = TRY(shops::seen(tx, member, listing));
    const bool own = seen.owner == member;
    if (own || rate_of(tx, seen.shop, listing).first_ppm == 0) return nothing_to_earn;
    return link_to(tx, member, listing, seen.shop);
}

base::Result<Shared> invite(db::Tx& tx, MemberId member) {
    TRY(sharer(tx, member));
    return link_to(tx, member, ListingId{}, shops::ShopId{});
}

Shared shown(db::Snapshot& snapshot, const Link& link) {
    return {link.id, link.listing, link.made, link.until,
            token_of(key_of(snapshot), link.id, link.until)};
}

FoundLink find_link(db::Snapshot& snapshot, std::string_view token) {
    static const std::string sql = std::string{select_link} + "where id = $1";
    const ReadToken read = read_token(key_of(snapshot), token, snapshot.now());
    if (read.look != TokenLook::good) return {read.look, std::nullopt};
    const auto link = snapshot.one<Link>(sql, read.link);
    if (!link) return {TokenLook::over, std::nullopt};
    return {TokenLook::good, link};
}

TokenLook look_at(db::Snapshot& snapshot, std::string_view token, LinkTo to) {
    const auto found = find_link(snapshot, token);
    if (!found.link) return found.look;
    const LinkTo leads = found.link->listing.value == 0 ? LinkTo::market : LinkTo::goods;
    const bool earns = leads == to && is_open(snapshot) &&
                       promotes(snapshot, find(snapshot, found.link->promoter));
    return earns ? TokenLook::good : TokenLook::over;
}

std::vector<Link> links_of(db::Snapshot& snapshot, MemberId member, LinkId before,
                           std::int64_t limit) {
    static const std::string sql =
        std::string{select_link} +
        "where promoter = $1 and listing > 0 and id < $2 order by id desc limit $3";
    return snapshot.all<Link>(sql, member, before, limit);
}

void prepare(db::Tx& tx) {
    if (!key_of(tx).empty()) return;
    db::Bytes key{std::string(key_bytes, '\0')};
    randombytes_buf(key.value.data(), key.value.size());
    tx.run("insert into promoter_key (id, bytes) values (1, $1)", key);
}

}  // namespace promoters
