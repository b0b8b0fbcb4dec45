#include "search/window.hpp"

#include <algorithm>
#include <iterator>

#include "search/rows.hpp"

namespace search {
namespace {

/// Below so many the rest is read and looked at; above, a second gram is worth asking for.
constexpr std::int64_t rare = 200, common = 5000;
/// More grams do not make a find rarer than the titles themselves tell.
constexpr std::size_t grams_looked_at = 12;
/// Goods that are not live come after all others.
constexpr std::int64_t gone = 1000;

struct Row {
    std::int64_t seq = 0;
    std::int64_t listing = 0;
    std::int64_t shop = 0;
    base::MemberId owner;
    bool near = false;
    bool for_sale = false;
    std::int64_t price = 0;
    std::string title;
    bool sent = false;
    bool picked_up = false;
    std::int64_t rating = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (seq, listing, shop, owner, near, for_sale, price, title, sent, picked_up,
                       rating))

constexpr std::string_view columns =
    "select s.seq, s.listing, s.shop, s.owner, s.near, s.for_sale, s.price, s.title, s.sent, "
    "s.picked_up, s.rating ";

std::string by_gram_sql(bool second) {
    const std::string also =
        second ? "and exists (select 1 as one from search_grams as b where b.gram = $4 and "
                 "b.seq = a.seq) "
               : "";
    return std::string{columns} +
           "from search_grams as a join search_goods as s on s.seq = a.seq "
           "where a.gram = $1 and a.seq < $2 and a.seq >= $3 and s.shown = 1 " +
           also + "order by a.seq desc";
}

std::vector<Hit> hits_of(std::vector<Row> rows) {
    std::vector<Hit> hits;
    hits.reserve(rows.size());
    for (Row& row : rows) {
        hits.push_back({row.seq, row.listing, row.shop, row.owner, row.near, row.for_sale,
                        row.price, std::move(row.title), row.sent, row.picked_up, row.rating, 0});
    }
    return hits;
}

}  // namespace

Looking::Looking(db::Snapshot& snapshot, const Wanted& wanted, const Allowed& allowed)
    : snapshot_(snapshot), wanted_(wanted), allowed_(allowed) {
    // Every piece says something first, then the rest of the longer ones.
    std::vector<std::int64_t> more;
    for (const std::string& piece : wanted.pieces) {
        const auto grams = grams_for(piece);
        grams_.push_back(grams.front());
        more.insert(more.end(), grams.begin() + 1, grams.end());
    }
    grams_.insert(grams_.end(), more.begin(), more.end());
    if (grams_.size() > grams_looked_at) grams_.resize(grams_looked_at);
}

std::int64_t Looking::count_of(std::int64_t gram, std::int64_t most) {
    return snapshot_.number(
        "select count(*) as many from (select 1 as one from search_grams where gram = $1 "
        "limit $2) as part",
        gram, most);
}

Looking::Lead Looking::lead(bool near) {
    auto& known = leads_[near ? 1 : 0];
    if (!known) known = find_lead(near);
    return *known;
}

Looking::Lead Looking::find_lead(bool near) {
    if (grams_.size() == 1) {
        const std::int64_t only = in_lane(grams_[0], near);
        return {only, only, false};
    }
    for (const std::int64_t most : {rare, common}) {
        std::vector<std::pair<std::int64_t, std::int64_t>> counted;
        for (const std::int64_t gram : grams_) {
            const std::int64_t lane = in_lane(gram, near);
            counted.emplace_back(count_of(lane, most), lane);
            if (counted.back().first == 0) return {0, 0, true};
        }
        std::ranges::sort(counted);
        counted.erase(std::unique(counted.begin(), counted.end()), counted.end());
        const auto [least, first] = counted.front();
        if (least < rare || counted.size() == 1) return {first, first, false};
        if (most == common) return {first, counted[1].second, false};
    }
    base::unreachable();
}

void Looking::take(std::vector<Hit> rows, std::vector<Hit>& hits) {
    std::erase_if(rows, [&](Hit& hit) {
        const auto found = rank(hit.title, wanted_.pieces);
        if (!found) return true;
        const bool ranked = wanted_.order == Order::relevance;
        hit.rank = ranked ? *found - (hit.for_sale ? 0 : gone) : 0;
        return false;
    });
    if (!rows.empty()) allowed_(rows);
    hits.insert(hits.end(), std::make_move_iterator(rows.begin()),
                std::make_move_iterator(rows.end()));
}

std::int64_t Looking::step_grams(const Lead& lead, std::int64_t top, std::vector<Hit>& hits) {
    static const std::string one = by_gram_sql(false), two = by_gram_sql(true);
    const auto bottom =
        snapshot_
            .one<std::int64_t>(
                "select seq from search_grams where gram = $1 and seq < $2 order by seq desc "
                "limit 1 offset $3",
                lead.first, top, read_at_once - 1)
            .value_or(0);
    take(hits_of(lead.first == lead.second
                     ? snapshot_.all<Row>(one, lead.first, top, bottom)
                     : snapshot_.all<Row>(two, lead.first, top, bottom, lead.second)),
         hits);
    return bottom;
}

std::int64_t Looking::step_shop(std::int64_t top, std::vector<Hit>& hits) {
    static const std::string sql = std::string{columns} +
                                   "from search_goods as s where s.shop = $1 and s.seq < $2 "
                                   "and s.shown = 1 order by s.seq desc limit $3";
    return take_step(hits_of(snapshot_.all<Row>(sql, *wanted_.filter.shop, top, read_at_once)),
                     hits);
}

std::int64_t Looking::step_all(std::int64_t top, std::vector<Hit>& hits) {
    static const std::string sql = std::string{columns} +
                                   "from search_goods as s where s.seq < $1 and s.shown = 1 "
                                   "order by s.seq desc limit $2";
    return take_step(hits_of(snapshot_.all<Row>(sql, top, read_at_once)), hits);
}

std::int64_t Looking::take_step(std::vector<Hit> rows, std::vector<Hit>& hits) {
    const bool last = rows.size() < static_cast<std::size_t>(read_at_once);
    const std::int64_t bottom = last ? 0 : rows.back().seq;
    std::erase_if(rows, [&](const Hit& hit) { return hit.near && !wanted_.near; });
    take(std::move(rows), hits);
    return bottom;
}

Window Looking::walk(std::int64_t top, const Step& step) {
    Window window{{}, top};
    for (std::int64_t read = 0; read < read_most; read += read_at_once) {
        window.bottom = step(window.bottom, window.hits);
        if (window.bottom == 0) break;
        if (window.hits.size() >= static_cast<std::size_t>(window_size)) break;
    }
    return window;
}

Window Looking::window(std::int64_t top) {
    if (wanted_.filter.shop) {
        return walk(top, [&](std::int64_t at, auto& hits) { return step_shop(at, hits); });
    }
    if (wanted_.pieces.empty()) {
        return walk(top, [&](std::int64_t at, auto& hits) { return step_all(at, hits); });
    }
    Window window;
    for (const bool near : {false, true}) {
        if (near && !wanted_.near) continue;
        const Lead found = lead(near);
        if (found.none) continue;
        Window lane =
            walk(top, [&](std::int64_t at, auto& hits) { return step_grams(found, at, hits); });
        window.bottom = std::max(window.bottom, lane.bottom);
        window.hits.insert(window.hits.end(), std::make_move_iterator(lane.hits.begin()),
                           std::make_move_iterator(lane.hits.end()));
    }
    // One lane may have been read further down than the other; that is for the next window.
    std::erase_if(window.hits, [&](const Hit& hit) { return hit.seq < window.bottom; });
    return window;
}

std::vector<Hit> Looking::next_by_value(std::int64_t value, std::int64_t seq) {
    static const std::string from = std::string{columns} + "from search_goods as s where ";
    static const std::string up = from +
                                  "(s.price, s.seq) > ($1, $2) and s.price <= $3 "
                                  "and s.shown = 1 order by s.price, s.seq limit $4",
                             down = from +
                                    "(s.price, s.seq) < ($1, $2) and s.price >= $3 "
                                    "and s.shown = 1 order by s.price desc, s.seq desc limit $4",
                             best = from +
                                    "(s.rating, s.seq) < ($1, $2) and s.shown = 1 "
                                    "order by s.rating desc, s.seq desc limit $3";
    const Filter& filter = wanted_.filter;
    if (wanted_.order == Order::best_rated) {
        return hits_of(snapshot_.all<Row>(best, value, seq, read_at_once));
    }
    if (wanted_.order == Order::price_up) {
        return hits_of(
            snapshot_.all<Row>(up, value, seq, filter.price_max.value_or(INT64_MAX), read_at_once));
    }
    return hits_of(
        snapshot_.all<Row>(down, value, seq, filter.price_min.value_or(0), read_at_once));
}

Looking::Valued Looking::by_value(std::int64_t value, std::int64_t seq) {
    auto rows = next_by_value(value, seq);
    Valued valued;
    valued.last = rows.size() < static_cast<std::size_t>(read_at_once);
    if (!rows.empty()) {
        const Hit& last = rows.back();
        valued.value = wanted_.order == Order::best_rated ? last.rating : last.price;
        valued.seq = last.seq;
    }
    std::erase_if(rows, [&](const Hit& hit) { return hit.near && !wanted_.near; });
    take(std::move(rows), valued.hits);
    return valued;
}

}  // namespace search
