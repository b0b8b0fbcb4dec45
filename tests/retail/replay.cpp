#include "tests/retail/replay.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "app/settings.hpp"
#include "base/time.hpp"

namespace retail {
namespace {

namespace json = boost::json;

constexpr std::string_view api = "/api/v1";
constexpr std::string_view password = "half a year of real orders";

/// Everything is set up at noon of the day before the first order.
const base::Time opening =
    std::chrono::sys_days{std::chrono::year{2010} / 11 / 30} + std::chrono::hours{12};

/// Adds the time that it lives, in microseconds.
class Stopwatch {
public:
    explicit Stopwatch(std::int64_t& total) : total_(total) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    ~Stopwatch() {
        total_ += std::chrono::duration_cast<std::chrono::microseconds>(
                      std::chrono::steady_clock::now() - begin_)
                      .count();
    }

private:
    std::int64_t& total_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// What this process has computed so far, on all its threads, in microseconds.
std::int64_t processor_time() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    constexpr std::int64_t micros_per_second = 1'000'000;
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * micros_per_second +
           used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

app::Settings settings_of(const ReplayOptions& options) {
    constexpr std::int64_t many = 1'000'000, argon2_least_kib = 8;
    app::Settings settings;
    settings.data = options.directory;
    settings.database = options.database;
    settings.port = 0;
    settings.name = "Retail";
    settings.currency = "GBP";
    settings.zone = "Europe/London";
    settings.password_operations = 1;
    settings.password_memory_kib = argon2_least_kib;
    settings.attempts_per_account = many;
    settings.attempts_per_address = many;
    settings.order_lines_max = 950;
    settings.log_level = "warning";
    return settings;
}

std::string text(const json::value& value) {
    return std::string{value.as_string().data(), value.as_string().size()};
}

json::object money(std::int64_t pence) {
    return {{"minor", pence}, {"currency", "GBP"}};
}

std::string csv_field(std::string_view field) {
    std::string out = "\"";
    for (const char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

[[noreturn]] void fail(const Call& call, const Answer& answer) {
    throw std::runtime_error(call.method + " " + call.path + " " + call.body.substr(0, 500) +
                             " was answered " + std::to_string(answer.status) + " " + answer.body);
}

json::object read(const Call& call, const Answer& answer) {
    constexpr int ok = 200, not_ok = 300;
    if (answer.status < ok || answer.status >= not_ok) fail(call, answer);
    return answer.body.empty() ? json::object{} : json::parse(answer.body).as_object();
}

}  // namespace

Replay::Replay(const Plan& plan, const ReplayOptions& options)
    : plan_(plan), options_(options), micros_(base::micros_of(opening)) {
    app_ = std::make_unique<app::App>(
        settings_of(options), [this] { return base::time_of(micros_.load()); },
        app::Backstage::by_hand);
    server_ = std::thread([this] { app_->run(); });
    client_ = std::make_unique<Client>(app_->port(), options.connections);
}

Replay::~Replay() {
    client_.reset();
    app_->stop();
    server_.join();
}

// ---- Asking

Call Replay::command(std::string method, std::string path, json::object body,
                     std::string cookie) const {
    return {std::move(method), std::string{api} + std::move(path), json::serialize(body),
            std::move(cookie)};
}

json::object Replay::must(const Call& call) {
    return read(call, client_->call(call));
}

std::vector<json::object> Replay::must(const std::vector<Call>& calls) {
    const std::vector<Answer> answers = client_->all(calls);
    std::vector<json::object> objects;
    for (std::size_t i = 0; i < calls.size(); ++i) objects.push_back(read(calls[i], answers[i]));
    return objects;
}

json::object Replay::look(const std::string& path, const std::string& cookie) {
    return must({"GET", std::string{api} + path, "", cookie});
}

// ---- Opening the shop

void Replay::open_shop() {
    constexpr std::int64_t session_days_max = 365;
    constexpr std::int64_t ship_days_max = 365, refund_days_max = 365;
    const auto join = [&](json::object form) {
        const Call call = command("POST", "/members", std::move(form), "");
        const Answer answer = client_->call(call);
        read(call, answer);
        return answer.cookie;
    };
    operator_ = join({{"handle", "operator"},
                      {"name", "Operator"},
                      {"password", password},
                      {"setup_code", app_->setup_code().value()}});
    // Nobody is to sign in again in half a year, but for the operator, who came before the rule.
    must(command("PUT", "/operator/policies/session_days",
                 {{"value", session_days_max}, {"reason", "One replay is one visit."}}, operator_));
    // Rule 7: what will be cancelled waits for its seller, however long.
    must(command("PUT", "/operator/policies/ship_within_days",
                 {{"value", ship_days_max}, {"reason", "The file says when it was cancelled."}},
                 operator_));
    // Rule 8: the file gives back months after a sale.
    must(command("PUT", "/operator/policies/refund_within_days",
                 {{"value", refund_days_max}, {"reason", "The file says when it went back."}},
                 operator_));
    const Call sign_in =
        command("POST", "/sessions", {{"handle", "operator"}, {"password", password}}, "");
    const Answer signed_in = client_->call(sign_in);
    read(sign_in, signed_in);
    operator_ = signed_in.cookie;
    seller_ = join({{"handle", "wholesaler"}, {"name", "Wholesaler"}, {"password", password}});
    must(command("POST", "/shops", {{"name", "Gifts by the dozen"}}, seller_));
}

void Replay::sign_up_customers() {
    std::vector<std::string> customers = plan_.customers;
    customers.emplace_back(till);
    std::vector<Call> calls;
    for (const std::string& customer : customers) {
        const std::string handle = customer == till ? customer : "c" + customer;
        calls.push_back(command("POST", "/members",
                                {{"handle", handle}, {"name", handle}, {"password", password}},
                                ""));
    }
    const std::vector<Answer> answers = client_->all(calls);
    for (std::size_t i = 0; i < calls.size(); ++i) {
        read(calls[i], answers[i]);
        buyers_[customers[i]] = answers[i].cookie;
    }
}

std::string Replay::catalogue_text() const {
    std::string text = "sku,title,description,price,stock\n";
    for (const Goods& goods : plan_.catalogue) {
        const std::int64_t pence = goods.pence + (goods.sku == options_.spoiled_sku ? 1 : 0);
        const std::string& title = goods.title.empty() ? goods.sku : goods.title;
        std::string cents = std::to_string(pence % 100);
        if (cents.size() < 2) cents.insert(0, 1, '0');
        text += csv_field(goods.sku) + "," + csv_field(title) + ",," + std::to_string(pence / 100) +
                "." + cents + "," + std::to_string(goods.units) + "\n";
    }
    return text;
}

json::object Replay::finish_import(const std::string& id) {
    // Its next step is always due at once, so nothing of it is left when settle() comes back.
    settle();
    json::object import = look("/imports/" + id, seller_);
    if (text(import.at("state")) != "done") {
        throw std::runtime_error("an import ended with " + json::serialize(import));
    }
    return import;
}

void Replay::import_catalogue() {
    json::object begun = must(command(
        "POST", "/imports", {{"csv", catalogue_text()}, {"audience", "everybody"}}, seller_));
    const std::string id = text(begun.at("id"));
    dry_run_ = finish_import(id);
    must(command("POST", "/imports/" + id + "/apply", {}, seller_));
    applied_ = finish_import(id);

    std::unordered_map<std::string, Offer> by_sku;
    for (const json::object& listing : own_listings()) {
        by_sku[text(listing.at("sku"))] = {text(listing.at("id")),
                                           listing.at("version").to_number<std::int64_t>(), 0};
    }
    for (const Goods& goods : plan_.catalogue) {
        offers_.push_back(by_sku.at(goods.sku));
        offers_.back().pence = goods.pence;
    }
}

std::vector<json::object> Replay::own_listings() {
    std::vector<json::object> listings;
    std::string after;
    do {
        const json::object page = look("/me/listings?limit=100" + after, seller_);
        for (const json::value& item : page.at("items").as_array()) {
            listings.push_back(item.as_object());
        }
        const json::value& next = page.at("next");
        after = next.is_null() ? "" : "&after=" + text(next);
    } while (!after.empty());
    return listings;
}

// ---- The clock

void Replay::settle() {
    const Stopwatch watch(measured_.jobs);
    measured_.jobs_done += app_->settle();
}

void Replay::advance(base::Time to) {
    for (auto due = app_->next_due(); due && *due <= to; due = app_->next_due()) {
        micros_ = std::max(micros_.load(), base::micros_of(*due));
        settle();
    }
    micros_ = base::micros_of(to);
}

std::optional<base::Time> Replay::next_instant() const {
    std::optional<base::Time> next;
    const auto consider = [&](base::Time at) { next = next ? std::min(*next, at) : at; };
    if (next_order_ < plan_.orders.size()) consider(plan_.orders[next_order_].at);
    if (!confirmations_.empty()) consider(confirmations_.front().at);
    if (!cancellations_.empty()) consider(cancellations_.front().at);
    if (next_return_ < plan_.returns.size()) consider(plan_.returns[next_return_].at);
    return next;
}

// ---- What people do

void Replay::change_prices(const Order& order) {
    const Stopwatch watch(measured_.prices);
    std::vector<Call> calls;
    std::vector<Offer*> changed;
    for (const Line& line : order.lines) {
        Offer& offer = offers_[line.goods];
        if (offer.pence == line.pence) continue;
        offer.pence = line.pence;
        changed.push_back(&offer);
        calls.push_back(command("PATCH", "/listings/" + offer.id,
                                {{"version", offer.version}, {"price", money(line.pence)}},
                                seller_));
    }
    const std::vector<json::object> answers = must(calls);
    for (std::size_t i = 0; i < changed.size(); ++i) {
        changed[i]->version = answers[i].at("version").to_number<std::int64_t>();
    }
}

void Replay::place(std::size_t number) {
    const Order& order = plan_.orders[number];
    change_prices(order);
    json::array lines;
    for (const Line& line : order.lines) {
        const Offer& offer = offers_[line.goods];
        lines.push_back(json::object{
            {"listing", offer.id}, {"version", offer.version}, {"quantity", line.quantity}});
    }
    const Call call =
        command("POST", "/orders",
                {{"lines", std::move(lines)},
                 {"delivery", {{"name", order.customer}, {"address", "1 High Street"}}},
                 {"payment", {{"method", "simulator"}, {"card", "ok"}}}},
                buyers_.at(order.customer));
    const Stopwatch watch(measured_.orders);
    const Answer answer = client_->call(call);
    const json::object placed = read(call, answer);
    if (text(placed.at("state")) != "paid_held") fail(call, answer);
    orders_.push_back(text(placed.at("id")));
}

void Replay::step(const std::vector<std::size_t>& orders, const std::string& act) {
    const Stopwatch watch(measured_.acts);
    std::vector<Call> calls;
    for (const std::size_t order : orders) {
        const std::string& cookie =
            act == "confirm" ? buyers_.at(plan_.orders[order].customer) : seller_;
        calls.push_back(command("POST", "/orders/" + orders_[order] + "/" + act, {}, cookie));
    }
    must(calls);
}

void Replay::live(base::Time now) {
    std::vector<std::size_t> placed, delivered, confirmed, cancelled;
    for (; next_order_ < plan_.orders.size() && plan_.orders[next_order_].at == now;
         ++next_order_) {
        const Order& order = plan_.orders[next_order_];
        place(next_order_);
        placed.push_back(next_order_);
        if (order.refunded) continue;
        delivered.push_back(next_order_);
        const bool confirms = order.customer != till && !order.ends_early;
        if (confirms) confirmations_.push_back({now + confirmed_after, next_order_});
    }
    const auto take = [&](std::deque<Due>& from, std::vector<std::size_t>& into) {
        for (; !from.empty() && from.front().at == now; from.pop_front()) {
            into.push_back(from.front().order);
        }
    };
    take(confirmations_, confirmed);
    take(cancellations_, cancelled);
    step(placed, "accept");
    step(delivered, "ship");
    step(delivered, "deliver");
    step(confirmed, "confirm");
    step(cancelled, "cancel");
    give_back(now);
}

/// One after the other: an order may have several at one instant.
void Replay::give_back(base::Time now) {
    const Stopwatch watch(measured_.acts);
    for (; next_return_ < plan_.returns.size() && plan_.returns[next_return_].at == now;
         ++next_return_) {
        const Return& one = plan_.returns[next_return_];
        json::array lines;
        for (const Return::Part& part : one.parts) {
            lines.push_back(json::object{{"line", part.line + 1}, {"quantity", part.quantity}});
        }
        must(command("POST", "/orders/" + orders_[one.order] + "/refund",
                     {{"cause", "other"}, {"lines", std::move(lines)}}, seller_));
    }
}

void Replay::run() {
    {
        const Stopwatch watch(measured_.opening);
        open_shop();
        sign_up_customers();
        import_catalogue();
    }
    for (std::size_t order = 0; order < plan_.orders.size(); ++order) {
        const auto& refunded = plan_.orders[order].refunded;
        if (refunded) cancellations_.push_back({*refunded, order});
    }
    std::ranges::stable_sort(cancellations_, {}, &Due::at);

    const Stopwatch watch(measured_.living);
    const std::int64_t before = processor_time();
    while (const auto now = next_instant()) {
        advance(*now);
        live(*now);
    }
    // The clock has the last word: orders of those who never confirm.
    advance(base::time_of(micros_.load()) + completed_after);
    settle();
    measured_.processor = processor_time() - before;
    measured_.requests = client_->sent();
}

// ---- What the server says at the end

json::object Replay::report() {
    return look("/operator/reports/turnover?from=2010-12-01&to=2011-07-31", operator_);
}

json::object Replay::ledger() {
    return look("/operator/ledger", operator_);
}

json::object Replay::sellers_money() {
    return look("/me/money", seller_);
}

std::vector<Left> Replay::listings() {
    std::vector<Left> left;
    for (const json::object& listing : own_listings()) {
        left.push_back({text(listing.at("sku")), listing.at("stock").to_number<std::int64_t>(),
                        text(listing.at("state"))});
    }
    return left;
}

}  // namespace retail
