// Whatever the database call at which a sale is interrupted: nothing happens twice, nothing is
// lost, and asking again with the same key gets what was to be had.

#include <gtest/gtest.h>

#include "orders/tests/sale.hpp"

namespace orders {
namespace {

using tests::Method;
using tests::Reply;

class Interrupted : public tests::SaleTest {
protected:
    void SetUp() override {
        SaleTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }

    static std::string basket(shops::ListingId listing) {
        return R"({"lines":[{"listing":")" + std::to_string(listing.value) +
               R"(","version":1,"quantity":2}],"delivery":{"name":"Ben",)"
               R"("address":"1 Street so long that its text is kept on the heap"},)"
               R"("payment":{"method":"simulator","card":"ok"}})";
    }

    /// Sends it while the database fails at call `at`, and if that was noticed once more. The
    /// answer that counts; status 0 when there are fewer calls than that.
    Reply interrupted(int at, const std::string& path, const std::string& body,
                      const std::string& cookie) {
        SCOPED_TRACE(path + " interrupted at call " + std::to_string(at));
        const std::string key = "interrupted-" + std::to_string(++keys);
        faults = {at, false};
        Reply reply = call(Method::post, path, body, cookie, key);
        const bool fired = std::exchange(faults, {}).fired;
        if (!fired) return {};
        const bool noticed = reply.status >= 500;
        // A connection is opened again, and nobody notices.
        if (GetParam() == db::Dialect::postgres) {
            EXPECT_FALSE(noticed) << reply.code();
        }
        if (noticed) {
            EXPECT_EQ(reply.status, 507) << reply.code();
            reply = call(Method::post, path, body, cookie, key);
        }
        EXPECT_LT(reply.status, 300) << reply.code();
        EXPECT_EQ(call(Method::post, path, body, cookie, key).body, reply.body);
        return reply;
    }

    /// As often as there are calls, with an order of its own from `prepare` each time.
    template <class Prepare>
    void at_every_call(const std::string& word, const std::string& cookie, Prepare prepare) {
        for (int at = 1;; ++at) {
            const OrderId id = prepare();
            const Reply reply = interrupted(
                at, "/api/v1/orders/" + std::to_string(id.value) + "/" + word, "", cookie);
            if (reply.status == 0) {
                EXPECT_GT(at, 8) << "a step makes more calls than that";
                break;
            }
            EXPECT_EQ(number("select count(*) from order_history where act = '" + word +
                             "' and order_id = " + std::to_string(id.value)),
                      1);
        }
        expect_right_books();
    }

    std::string as_ann, as_ben;
    int keys = 0;
};
ON_EVERY_DATABASE(Interrupted);

TEST_P(Interrupted, CheckoutAtEveryCall) {
    int orders = 0;
    for (int at = 1;; ++at) {
        const Reply made = interrupted(at, "/api/v1/orders", basket(live(tests::mug())), as_ben);
        ++orders;
        EXPECT_EQ(number("select count(*) from orders"), orders);
        EXPECT_EQ(provider_lines("capture"), orders);
        if (made.status == 0) break;
        EXPECT_EQ(made.at("state"), "paid_held");
        EXPECT_EQ(call(Method::get, "/api/v1/orders/" + made.at("id"), "", as_ben).body, made.body);
    }
    EXPECT_GT(orders, 30) << "a checkout makes more calls than that";
    EXPECT_EQ(number("select count(*) from orders where held = 1900"), orders);
    expect_right_books();
}

// Purchases of several shops must cost nothing to those who buy of one.
TEST_P(Interrupted, ACheckoutOfOneShopMakesNoMoreCallsThanThese) {
    const auto listing = live(tests::mug());
    constexpr int many = 1'000'000;
    faults = {many, false};
    const Reply made =
        call(Method::post, "/api/v1/orders", basket(listing), as_ben, "one-that-is-counted");
    const int calls = many - std::exchange(faults, {}).next;
    EXPECT_EQ(made.status, 201);
    EXPECT_LE(calls, 53) << "two of them for the table of fees and the tax on the fee";
}

TEST_P(Interrupted, EachStepAtEveryCall) {
    at_every_call("accept", as_ann, [&] { return paid_mug(); });
    at_every_call("ship", as_ann, [&] { return paid_mug(); });
    at_every_call("deliver", as_ann, [&] { return shipped_mug(); });
    at_every_call("confirm", as_ben, [&] { return delivered_mug(); });
    at_every_call("cancel", as_ben, [&] { return paid_mug(); });
}

}  // namespace
}  // namespace orders
