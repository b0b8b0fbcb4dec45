// The carrier that libcurl is.

#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/ensure.hpp"
#include "http/curl.hpp"
#include "webhooks/carrier.hpp"

namespace webhooks {
namespace {

constexpr long connect_millis = 5'000;
constexpr int wait_millis = 250;
constexpr std::size_t head_bytes_kept = 2'048, head_bytes_max = 16'384;
constexpr long idle_connections_max = 32;

/// One try. It stays where it is: libcurl holds its address.
struct Trip {
    const CarrierOptions& options;
    Parcel parcel;
    http::CurlHandle handle = http::make_curl();
    http::CurlList headers{};
    std::string head{}, body{};
    std::size_t head_bytes = 0;
    bool refused = false;  // An address was not outside.
    bool full = false;     // More of a body came than is kept.
};

std::size_t take_head(const char* from, std::size_t size, std::size_t count, void* to) {
    auto& trip = *static_cast<Trip*>(to);
    const std::string_view line(from, size * count);
    if (line.starts_with("HTTP/")) trip.head.clear();  // One that came before was for now.
    trip.head_bytes += line.size();
    if (trip.head_bytes > head_bytes_max) return 0;
    trip.head += line.substr(0, head_bytes_kept - std::min(head_bytes_kept, trip.head.size()));
    return line.size();
}

/// Nobody asked for more than is kept: the connection ends there.
std::size_t take_body(const char* from, std::size_t size, std::size_t count, void* to) {
    auto& trip = *static_cast<Trip*>(to);
    const std::string_view part(from, size * count);
    const auto most = static_cast<std::size_t>(trip.options.answer_bytes_max);
    trip.body += part.substr(0, most - std::min(most, trip.body.size()));
    trip.full = trip.full || trip.body.size() >= most;
    return trip.full ? 0 : part.size();
}

bool leads_outside(const sockaddr& address) {
    // NOLINTBEGIN(*-reinterpret-cast): what the family says it is.
    const auto bytes = [](const auto& part) {
        return std::span(reinterpret_cast<const unsigned char*>(&part), sizeof part);
    };
    if (address.sa_family == AF_INET) {
        return is_outside(bytes(reinterpret_cast<const sockaddr_in&>(address).sin_addr));
    }
    if (address.sa_family == AF_INET6) {
        return is_outside(bytes(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr));
    }
    // NOLINTEND(*-reinterpret-cast)
    return false;
}

/// The last look before a connection is made, at the very address that it is made to.
curl_socket_t open_socket(void* to, curlsocktype, curl_sockaddr* address) {
    auto& trip = *static_cast<Trip*>(to);
    if (trip.options.reach == Reach::outside && !leads_outside(address->addr)) {
        trip.refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void prepare(Trip& trip) {
    CURL* const curl = trip.handle.get();
    const CarrierOptions& options = trip.options;
    for (const std::string& header : trip.parcel.headers) http::append(trip.headers, header);
    http::append(trip.headers, "Expect:");
    const bool outside = options.reach == Reach::outside;
    curl_easy_setopt(curl, CURLOPT_URL, trip.parcel.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, outside ? "https" : "https,http");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // What the environment says is not for these.
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // Nobody waits for a slow server of names.
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_millis);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.seconds_max * 1'000));
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &trip);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, options.agent.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, trip.headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(trip.parcel.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, trip.parcel.body.data());
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &trip);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &trip);
    if (!options.authorities.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, options.authorities.c_str());
    }
}

std::optional<DeliveryFailure> failure_of(const Trip& trip, CURLcode code, std::int64_t status) {
    switch (code) {
        case CURLE_OK: return webhooks::failure_of(status);
        case CURLE_WRITE_ERROR:
            // The status is what counts, and it is there; of an endless head it is not.
            return trip.full ? webhooks::failure_of(status) : DeliveryFailure::cut_short;
        case CURLE_OPERATION_TIMEDOUT: return DeliveryFailure::timed_out;
        case CURLE_COULDNT_RESOLVE_HOST: return DeliveryFailure::no_such_host;
        case CURLE_COULDNT_CONNECT:
            return trip.refused ? DeliveryFailure::not_outside : DeliveryFailure::no_connection;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR: return DeliveryFailure::not_trusted;
        default: return DeliveryFailure::cut_short;
    }
}

class Curl final : public Carrier {
public:
    explicit Curl(CarrierOptions options) : options_(std::move(options)) {
        http::wake_curl();
        multi_ = http::make_curl_multi();
        curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, idle_connections_max);
    }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;
    ~Curl() override { abandon(); }

    void begin(Parcel parcel) override {
        auto trip = std::make_unique<Trip>(Trip{options_, std::move(parcel)});
        prepare(*trip);
        CURL* const handle = trip->handle.get();
        if (curl_multi_add_handle(multi_.get(), handle) != CURLM_OK) {
            throw std::runtime_error("libcurl takes no more");
        }
        trips_.emplace(handle, std::move(trip));
    }

    std::vector<Outcome> wait() override {
        int running = 0;
        curl_multi_perform(multi_.get(), &running);
        auto outcomes = arrived();
        if (!outcomes.empty() || stopped_) return outcomes;
        curl_multi_poll(multi_.get(), nullptr, 0, wait_millis, nullptr);
        curl_multi_perform(multi_.get(), &running);
        return arrived();
    }

    void abandon() override {
        for (const auto& [handle, trip] : trips_) curl_multi_remove_handle(multi_.get(), handle);
        trips_.clear();
    }

    void stop() override {
        stopped_ = true;
        curl_multi_wakeup(multi_.get());
    }
    bool stopped() const override { return stopped_; }

private:
    std::vector<Outcome> arrived() {
        std::vector<Outcome> outcomes;
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            // What the message points to is gone with the handle.
            CURL* const handle = message->easy_handle;
            const CURLcode code = message->data.result;
            const auto found = trips_.find(handle);
            base::ensure(found != trips_.end());
            outcomes.push_back(outcome_of(*found->second, code));
            curl_multi_remove_handle(multi_.get(), handle);
            trips_.erase(found);
        }
        return outcomes;
    }

    static Outcome outcome_of(Trip& trip, CURLcode code) {
        long status = 0;
        curl_off_t micros = 0;
        curl_easy_getinfo(trip.handle.get(), CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(trip.handle.get(), CURLINFO_TOTAL_TIME_T, &micros);
        return {trip.parcel.id,
                status,
                failure_of(trip, code, status),
                std::move(trip.head),
                std::move(trip.body),
                micros / 1'000};
    }

    const CarrierOptions options_;
    http::CurlMulti multi_;
    std::map<CURL*, std::unique_ptr<Trip>> trips_;
    std::atomic<bool> stopped_{false};
};

}  // namespace

std::optional<DeliveryFailure> failure_of(std::int64_t status) {
    if (status >= 200 && status < 300) return std::nullopt;
    if (status >= 300 && status < 400) return DeliveryFailure::redirected;
    return status == 410 ? DeliveryFailure::gone : DeliveryFailure::answered;
}

std::unique_ptr<Carrier> make_carrier(CarrierOptions options) {
    return std::make_unique<Curl>(std::move(options));
}

}  // namespace webhooks
