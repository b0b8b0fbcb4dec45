// A page of finds: the windows one after another, or along a value, and what is counted on the way.

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.hpp"
#include "search/window.hpp"

namespace search {
namespace {

/// So many windows, or so many times read_at_once along a value, are read for a page at most.
constexpr int windows_most = 3, value_steps_most = 10;
constexpr std::size_t shops_most = 8, ranges_from = 8;

/// Where a page begins: in the window below `top` after (`rank`, `seq`), or after a value.
struct Place {
    std::int64_t top = INT64_MAX;
    std::int64_t rank = INT64_MAX;
    std::int64_t seq = INT64_MAX;
    bool first = true;
};

/// Whether the order is that of a number of the goods' own, their value, and not of a window.
bool is_by_value(Order order) {
    return order != Order::relevance && order != Order::newest;
}

std::int64_t value_of(const Hit& hit, Order order) {
    return order == Order::best_rated ? hit.rating : hit.price;
}

char letter_of(Order order) {
    constexpr std::string_view letters = "rnudb";
    return letters[static_cast<std::size_t>(order)];
}

std::string text_of(Order order, const std::vector<std::int64_t>& numbers) {
    std::string text{letter_of(order)};
    for (const std::int64_t number : numbers) text += '.' + std::to_string(number);
    return text;
}

std::optional<Place> place_of(Order order, std::string_view text) {
    Place place;
    if (order == Order::price_up) place.rank = place.seq = -1;
    if (text.empty()) return place;
    if (text.front() != letter_of(order)) return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (std::size_t at = 1; at < text.size();) {
        const std::size_t end = std::min(text.find('.', at + 1), text.size());
        const auto number = base::to_number(text.substr(at + 1, end - at - 1));
        if (text[at] != '.' || !number) return std::nullopt;
        numbers.push_back(*number);
        at = end;
    }
    place.first = false;
    if (is_by_value(order)) {
        if (numbers.size() != 2) return std::nullopt;
        place.rank = numbers[0];
        place.seq = numbers[1];
        return place;
    }
    if (numbers.size() != 1 && numbers.size() != 3) return std::nullopt;
    place.top = numbers[0];
    if (numbers.size() == 3) {
        place.rank = numbers[1];
        place.seq = numbers[2];
    }
    return place;
}

/// Whether a hit is what the filter wants, one wish at a time.
struct Fits {
    bool price = false, shop = false, near = false, for_sale = false, reach = false;

    bool but_price() const { return shop && near && for_sale && reach; }
    bool but_shop() const { return price && near && for_sale && reach; }
    bool but_near() const { return price && shop && for_sale && reach; }
    bool but_for_sale() const { return price && shop && near && reach; }
    bool but_reach() const { return price && shop && near && for_sale; }
    bool all() const { return price && but_price(); }
};

bool reaches(const Hit& hit, Reach reach) {
    return reach == Reach::sent ? hit.sent : hit.picked_up;
}

Fits fits(const Hit& hit, const Filter& filter) {
    return {hit.price >= filter.price_min.value_or(0) &&
                hit.price <= filter.price_max.value_or(INT64_MAX),
            !filter.shop || *filter.shop == hit.shop, !filter.near || *filter.near == hit.near,
            !filter.for_sale || hit.for_sale, !filter.reach || reaches(hit, *filter.reach)};
}

/// The next lower of 10, 15, 20, 30, 50, 70 times a power of ten: prices that people think in.
std::int64_t rounded(std::int64_t price) {
    constexpr std::array<std::int64_t, 6> steps{70, 50, 30, 20, 15, 10};
    std::int64_t power = 1;
    while (price / power >= 100) power *= 10;
    for (const std::int64_t step : steps) {
        if (step * power <= price) return step * power;
    }
    return price;
}

std::vector<PriceRange> ranges_of(std::vector<std::int64_t> prices) {
    if (prices.size() < ranges_from) return {};
    std::ranges::sort(prices);
    std::vector<std::int64_t> bounds;
    for (std::size_t quarter = 1; quarter < 4; ++quarter) {
        const std::int64_t bound = rounded(prices[prices.size() * quarter / 4]);
        if (bound > prices.front() && (bounds.empty() || bound > bounds.back())) {
            bounds.push_back(bound);
        }
    }
    if (bounds.empty()) return {};
    std::vector<PriceRange> ranges;
    auto at = prices.begin();
    std::int64_t from = 0;
    for (const std::int64_t bound : bounds) {
        const auto end = std::lower_bound(at, prices.end(), bound);
        ranges.push_back({from, bound - 1, end - at});
        from = bound;
        at = end;
    }
    ranges.push_back({from, std::nullopt, prices.end() - at});
    return ranges;
}

std::vector<ShopCount> largest(const std::map<std::int64_t, std::int64_t>& counts) {
    std::vector<ShopCount> shops;
    for (const auto& [shop, count] : counts) shops.push_back({shop, count});
    std::ranges::sort(shops, [](const ShopCount& a, const ShopCount& b) {
        return a.count != b.count ? a.count > b.count : a.shop < b.shop;
    });
    if (shops.size() > shops_most) shops.resize(shops_most);
    return shops;
}

void count(const Window& window, const Filter& filter, Found& found) {
    std::vector<std::int64_t> prices;
    std::map<std::int64_t, std::int64_t> shops;
    Facets& facets = found.facets;
    found.count = Count{0, window.bottom > 0};
    for (const Hit& hit : window.hits) {
        const Fits one = fits(hit, filter);
        found.count->count += one.all();
        facets.for_sale += one.but_for_sale() && hit.for_sale;
        facets.near += one.but_near() && hit.near;
        facets.everybodys += one.but_near() && !hit.near;
        facets.sent += one.but_reach() && hit.sent;
        facets.picked_up += one.but_reach() && hit.picked_up;
        if (one.but_price()) prices.push_back(hit.price);
        if (one.but_shop()) ++shops[hit.shop];
    }
    facets.prices = ranges_of(std::move(prices));
    facets.shops = largest(shops);
}

void keep_fitting(std::vector<Hit>& hits, const Filter& filter) {
    std::erase_if(hits, [&](const Hit& hit) { return !fits(hit, filter).all(); });
}

/// Puts as many of `hits` as there is room for on the page; true when that is all of them.
bool fill(Found& found, std::vector<Hit>& hits, std::int64_t limit) {
    for (Hit& hit : hits) {
        if (found.hits.size() == static_cast<std::size_t>(limit)) return false;
        found.hits.push_back(std::move(hit));
    }
    return true;
}

Found by_window(Looking& looking, const Wanted& wanted, Place place) {
    Found found;
    for (int read = 0; read < windows_most; ++read) {
        Window window = looking.window(place.top);
        if (place.first && read == 0) count(window, wanted.filter, found);
        keep_fitting(window.hits, wanted.filter);
        std::erase_if(window.hits, [&](const Hit& hit) {
            return std::pair{hit.rank, hit.seq} >= std::pair{place.rank, place.seq};
        });
        std::ranges::sort(window.hits, [](const Hit& a, const Hit& b) {
            return std::pair{a.rank, a.seq} > std::pair{b.rank, b.seq};
        });
        if (!fill(found, window.hits, wanted.limit)) {
            const Hit& last = found.hits.back();
            found.next = text_of(wanted.order, {place.top, last.rank, last.seq});
            return found;
        }
        if (window.bottom == 0) {
            found.next.reset();
            return found;
        }
        place = {window.bottom, INT64_MAX, INT64_MAX, place.first};
        found.next = text_of(wanted.order, {place.top});
        if (found.hits.size() == static_cast<std::size_t>(wanted.limit)) break;
    }
    return found;
}

/// In a market's worth of finds the cheapest need not be among the newest: goods are read by value
/// until the page is full. What everything has is soon found that way.
void along_values(Looking& looking, const Wanted& wanted, Place place, Found& found) {
    const bool up = wanted.order == Order::price_up;
    if (place.first && up) place = {0, wanted.filter.price_min.value_or(0), -1, false};
    if (place.first && wanted.order == Order::price_down) {
        place.rank = wanted.filter.price_max.value_or(INT64_MAX);
    }
    for (int step = 0; step < value_steps_most; ++step) {
        auto read = looking.by_value(place.rank, place.seq);
        keep_fitting(read.hits, wanted.filter);
        if (!fill(found, read.hits, wanted.limit)) {
            found.next = text_of(
                wanted.order, {value_of(found.hits.back(), wanted.order), found.hits.back().seq});
            return;
        }
        found.next.reset();
        if (read.last) return;
        place.rank = read.value;
        place.seq = read.seq;
        found.next = text_of(wanted.order, {place.rank, place.seq});
        if (found.hits.size() == static_cast<std::size_t>(wanted.limit)) return;
    }
}

Found by_value(Looking& looking, const Wanted& wanted, const Place& place) {
    Found found;
    Window window = looking.window(INT64_MAX);
    if (place.first) count(window, wanted.filter, found);
    if (window.bottom > 0) {
        along_values(looking, wanted, place, found);
        return found;
    }
    keep_fitting(window.hits, wanted.filter);
    const bool up = wanted.order == Order::price_up;
    const auto before = [up](std::pair<std::int64_t, std::int64_t> a,
                             std::pair<std::int64_t, std::int64_t> b) {
        return up ? a < b : a > b;
    };
    const auto key = [&](const Hit& hit) {
        return std::pair{value_of(hit, wanted.order), hit.seq};
    };
    std::erase_if(window.hits, [&](const Hit& hit) {
        return !before({place.rank, place.seq}, key(hit));
    });
    std::ranges::sort(window.hits,
                      [&](const Hit& a, const Hit& b) { return before(key(a), key(b)); });
    if (!fill(found, window.hits, wanted.limit)) {
        const auto [value, seq] = key(found.hits.back());
        found.next = text_of(wanted.order, {value, seq});
    }
    return found;
}

}  // namespace

base::Result<Found> find(db::Snapshot& snapshot, const Wanted& wanted, const Allowed& allowed) {
    const auto place = place_of(wanted.order, wanted.after);
    if (!place) return base::wrong_field("after", "cursor_malformed");
    Looking looking(snapshot, wanted, allowed);
    if (is_by_value(wanted.order)) return by_value(looking, wanted, *place);
    return by_window(looking, wanted, *place);
}

}  // namespace search
