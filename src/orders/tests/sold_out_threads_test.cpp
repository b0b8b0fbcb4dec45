#include <barrier>
#include <thread>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

class SoldOut : public tests::SaleTest {};
ON_EVERY_DATABASE(SoldOut);

TEST_P(SoldOut, MS_06_a_crowd_for_one_mug_gives_one_order_and_takes_money_once) {
    constexpr int people = 32, each = 8;
    const auto mug = live(tests::mug(1));
    const std::string cookie = cookie_of(ben);
    const std::string body =
        R"({"lines":[{"listing":")" + std::to_string(mug.value) +
        R"(","version":1,"quantity":1}],"delivery":{"name":"Ben","address":"1 Street"},)"
        R"("payment":{"method":"simulator","card":"ok"}})";
    std::barrier start(people);
    std::atomic<int> placed{0}, refused{0}, other{0};
    std::vector<std::thread> crowd;
    for (int i = 0; i < people; ++i) {
        crowd.emplace_back([&] {
            start.arrive_and_wait();
            for (int k = 0; k < each; ++k) {
                const auto reply = call(http::Method::post, "/api/v1/orders", body, cookie);
                if (reply.status == 201 && reply.at("state") == "paid_held")
                    ++placed;
                else if (reply.status == 409 && reply.code() == "sold_out")
                    ++refused;
                else
                    ++other;
            }
        });
    }
    for (std::thread& thread : crowd) thread.join();
    EXPECT_EQ(placed, 1);
    EXPECT_EQ(refused, people * each - 1);
    EXPECT_EQ(other, 0);
    EXPECT_EQ(provider_lines("capture"), 1);
    EXPECT_EQ(number("select count(*) from orders"), 1);
    EXPECT_EQ(number("select count(*) from refunds"), 0);
    expect_right_books();
}

}  // namespace
}  // namespace orders
