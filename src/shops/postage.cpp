#include "shops/postage.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace shops {
namespace {

std::string field_of(std::size_t rate, std::string_view field) {
    if (rate == 0) return std::string{field};
    return "countries." + std::to_string(rate - 1) + "." + std::string{field};
}

base::Result<base::Done> check_rates(const std::vector<PostageRate>& rates, std::int64_t most) {
    for (std::size_t i = 0; i < rates.size(); ++i) {
        if (rates[i].price > most) {
            return base::wrong_field(field_of(i, "price.minor"), "more_than_allowed",
                                     {{"max", std::to_string(most)}});
        }
        if (rates[i].free_from && *rates[i].free_from < 1) {
            return base::wrong_field(field_of(i, "free_from.minor"), "too_small", {{"min", "1"}});
        }
        if (i > 0 && !is_country(rates[i].country)) {
            return base::wrong_field("countries", "not_a_country", {{"country", rates[i].country}});
        }
    }
    return base::done;
}

const PostageRate& rate_for(const std::vector<PostageRate>& rates, const std::string& country) {
    const auto found = std::ranges::find(rates, country, &PostageRate::country);
    return found == rates.end() ? rates.front() : *found;
}

std::int64_t price_by(const PostageRate& rate, std::int64_t goods) {
    return rate.free_from && goods >= *rate.free_from ? 0 : rate.price;
}

/// A part of the text up to `end`, which goes as well.
std::string_view cut(std::string_view& text, char end) {
    const std::size_t at = std::min(text.find(end), text.size());
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

std::int64_t number_in(std::string_view text) {
    const auto number = base::to_number(text);
    base::ensure(number.has_value());
    return *number;
}

PostageRate rate_in(std::string_view text) {
    const std::string_view country = cut(text, ':');
    PostageRate rate{country == "*" ? "" : std::string{country}, number_in(cut(text, '/'))};
    if (!text.empty()) rate.free_from = number_in(text);
    return rate;
}

}  // namespace

base::Result<Postage> checked(Postage postage, std::int64_t most) {
    auto& rates = postage.rates;
    if (rates.empty()) return postage;
    base::ensure(rates.size() <= 1 + postage_countries_most && rates.front().country.empty());
    TRY(check_rates(rates, most));
    std::ranges::sort(rates.begin() + 1, rates.end(), {}, &PostageRate::country);
    if (std::ranges::adjacent_find(rates, {}, &PostageRate::country) != rates.end()) {
        return base::wrong_field("countries", "twice");
    }
    if (std::ranges::all_of(rates, [](const PostageRate& rate) { return rate.price == 0; })) {
        rates.clear();
    }
    return postage;
}

base::Result<std::int64_t> postage_for(const Postage& postage, const Destination& destination,
                                       const base::Money& goods) {
    const auto& rates = postage.rates;
    const bool none = rates.empty() || postage.currency != goods.currency;
    if (none || destination.way == Way::pick_up) return 0;
    if (rates.size() > 1 && destination.country.empty()) {
        return base::wrong_field("delivery.country", "missing");
    }
    return price_by(rate_for(rates, destination.country), goods.minor);
}

std::vector<PostageTo> postage_to(const Postage& postage, const std::vector<std::string>& regions,
                                  const base::Money& goods) {
    std::vector<PostageTo> to;
    const auto& rates = postage.rates;
    if (rates.empty() || postage.currency != goods.currency) return to;
    for (const std::string& region : regions) {
        to.push_back({region, price_by(rate_for(rates, region), goods.minor)});
    }
    if (!regions.empty()) return to;
    for (const PostageRate& rate : rates) {
        to.push_back({rate.country, price_by(rate, goods.minor)});
    }
    return to;
}

std::string text_of(const Postage& postage) {
    if (postage.rates.empty()) return {};
    std::string text = postage.currency;
    for (const PostageRate& rate : postage.rates) {
        text += ' ' + (rate.country.empty() ? "*" : rate.country) + ':';
        text += std::to_string(rate.price);
        if (rate.free_from) text += '/' + std::to_string(*rate.free_from);
    }
    return text;
}

Postage postage_in(std::string_view text) {
    Postage postage{std::string{cut(text, ' ')}};
    while (!text.empty()) postage.rates.push_back(rate_in(cut(text, ' ')));
    return postage;
}

}  // namespace shops
