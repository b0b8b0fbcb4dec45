// What a market is at its end, down to the last row.

#include <sodium.h>

#include <algorithm>
#include <array>

#include "sim/invariants.hpp"

namespace sim {
namespace {

constexpr std::array tables{"accounts",
                            "transfers",
                            "postings",
                            "events",
                            "cursors",
                            "jobs",
                            "answers",
                            "members",
                            "credentials",
                            "audit",
                            "policy_versions",
                            "friends",
                            "friend_requests",
                            "moments",
                            "shops",
                            "descriptions",
                            "listings",
                            "listing_versions",
                            "listing_steps",
                            "imports",
                            "import_packs",
                            "import_problems",
                            "payments",
                            "refunds",
                            "chargebacks",
                            "receipts",
                            "orders",
                            "order_lines",
                            "order_rest",
                            "order_shares",
                            "order_history",
                            "order_refunds",
                            "order_refund_lines",
                            "order_disputes",
                            "order_evidence",
                            "order_evidence_texts",
                            "order_evidence_pictures",
                            "order_texts",
                            "offers",
                            "offer_steps",
                            "offers_refused",
                            "cells",
                            "portions",
                            "order_parts",
                            "takings",
                            "api_tokens",
                            "market",
                            "batches",
                            "blocks",
                            "reviews",
                            "review_texts",
                            "questions",
                            "question_texts",
                            "cases",
                            "reports",
                            "report_texts",
                            "decisions",
                            "decision_texts",
                            "appeals",
                            "appeal_texts",
                            "case_log",
                            "search_goods",
                            "search_grams",
                            "notices",
                            "outbox",
                            "saved_listings",
                            "former_handles",
                            "payout_accounts",
                            "payout_source",
                            "payout_runs",
                            "payouts",
                            "payout_statements",
                            "payout_entries",
                            "payout_statement_parts",
                            "pickup_places",
                            "fee_tables",
                            "fee_rows",
                            "fee_tiers",
                            "order_fees",
                            "listing_categories",
                            "order_sources",
                            "order_refund_texts",
                            "shop_sales",
                            "chargeback_parts",
                            "promoters",
                            "promoter_rates",
                            "share_links",
                            "promoted_orders",
                            "promoter_key",
                            "documents",
                            "document_series"};

}  // namespace

std::string state_hash(const db::Address& address) {
    const auto connection = db::open_reader(address);
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    for (const std::string table : tables) {
        std::vector<std::string> lines;
        auto take = [&](const db::Row& row) {
            std::string line;
            for (int column = 0; column < row.columns(); ++column) {
                const auto name = row.name(column);
                const bool bytes = name == "digest" || name == "chain" || name == "before" ||
                                   name == "after" || name == "bytes";
                const std::string cell = row.null(column) ? "-"
                                         : bytes          ? row.bytes(column)
                                                          : std::string{row.text(column)};
                line += std::to_string(cell.size()) + ":" + cell;
            }
            lines.push_back(std::move(line));
        };
        connection->run("select * from " + table, {}, db::Access::read, take);
        std::ranges::sort(lines);
        lines.insert(lines.begin(), table);
        for (const std::string& line : lines) {
            crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(line.data()),
                                      line.size());
        }
    }
    std::array<unsigned char, crypto_generichash_BYTES> out{};
    crypto_generichash_final(&state, out.data(), out.size());
    std::string text(out.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), out.data(), out.size());
    text.pop_back();
    return text;
}

}  // namespace sim
