#pragma once

// What the routes of acts on an order have in common. For the files of routes of this folder.

#include "http/router.hpp"
#include "orders/orders.hpp"
#include "orders/view.hpp"

namespace orders {

/// A route of one act: POST /orders/{id}/<word>.
template <class Form, class Do>
void act_route(http::Router& router, const std::string& word, std::string summary, Do perform) {
    router.command(
        http::Method::post, "/api/v1/orders/{id}/" + word, std::move(summary),
        http::Access::member(),
        [perform](db::Tx& tx, const http::Call& call, const Form& form) -> base::Result<OrderView> {
            const auto member = call.caller.member;
            const Order order = TRY(perform(tx, form, member));
            return show_page(tx, order, member);
        });
}

}  // namespace orders
