#include "payouts/camt.hpp"

#include <algorithm>
#include <optional>

#include "base/money.hpp"
#include "base/text.hpp"
#include "http/amounts.hpp"
#include "payouts/xml.hpp"

namespace payouts {
namespace {

constexpr std::string_view names_from = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";
constexpr std::size_t said_max = 140;

/// On one line, at most so many bytes, and no half letter at the end.
std::string shortened(std::string text, std::size_t most) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    text.resize(most);
    return text;
}

/// "12.3" as 1230 where the currency has cents; nothing where that is no amount of it.
std::optional<std::int64_t> minor_of(std::string_view text, const std::string& currency) {
    const std::string zero = http::amount_number({0, currency});
    const std::size_t places = zero.size() > 1 ? zero.size() - 2 : 0;
    const std::size_t dot = text.find('.');
    const std::string_view whole = text.substr(0, dot);
    std::string cents{dot == std::string_view::npos ? "" : text.substr(dot + 1)};
    while (cents.size() > places && cents.back() == '0') cents.pop_back();
    if (whole.empty() || whole.size() > 15 || cents.size() > places) return std::nullopt;
    cents.append(places - cents.size(), '0');
    const std::string digits = std::string{whole} + cents;
    if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    const auto minor = base::to_number(digits);
    return minor && *minor <= base::money_minor_max ? minor : std::nullopt;
}

class Reading {
public:
    explicit Reading(const Xml& xml) : xml_(xml) {}

    base::Result<Statement> run() {
        if (!is_statement()) return base::wrong_field("xml", "not_a_statement");
        for (const std::size_t one : xml_.children(*xml_.find(0, "BkToCstmrStmt"), "Stmt")) {
            TRY(statement(one));
        }
        return std::move(read_);
    }

private:
    bool is_statement() const {
        const auto& root = xml_.elements.front();
        const bool named = std::ranges::any_of(root.attributes, [](const XmlAttribute& one) {
            return one.name.starts_with("xmlns") && one.value.starts_with(names_from);
        });
        return named && root.name == "Document" && xml_.find(0, "BkToCstmrStmt/Stmt");
    }

    base::Result<base::Done> statement(std::size_t at) {
        name_ = shortened(xml_.text(at, "Id"), 80);
        account_ = xml_.text(at, "Acct/Id/IBAN");
        if (read_.name.empty()) read_.name = name_;
        ordinal_ = 0;
        for (const std::size_t entry : xml_.children(at, "Ntry")) {
            ++ordinal_;
            // "BOOK" or, in later versions, <Cd>BOOK</Cd>; what is pending may never come.
            const std::string status = xml_.text(entry, "Sts") + xml_.text(entry, "Sts/Cd");
            if (status == "BOOK") TRY(booked(entry));
        }
        return base::done;
    }

    base::Result<base::Done> booked(std::size_t entry) {
        std::vector<std::size_t> parts;
        for (const std::size_t details : xml_.children(entry, "NtryDtls")) {
            for (const std::size_t one : xml_.children(details, "TxDtls")) parts.push_back(one);
        }
        const std::string bank = xml_.text(entry, "AcctSvcrRef");
        // Statements overlap where a bank writes several; its own reference is the same in all.
        const std::string key = bank.empty()
                                    ? account_ + " " + name_ + " #" + std::to_string(ordinal_)
                                    : account_ + " " + bank;
        if (parts.empty()) return add(entry, std::nullopt, key);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            TRY(add(entry, parts[i], key + "/" + std::to_string(i + 1)));
        }
        return base::done;
    }

    base::Result<base::Done> add(std::size_t entry, std::optional<std::size_t> part,
                                 const std::string& key) {
        if (read_.entries.size() >= statement_entries_max) {
            return base::wrong_field("xml", "too_many_entries",
                                     {{"max", std::to_string(statement_entries_max)}});
        }
        StatementEntry one;
        one.key = shortened(key, 200);
        const std::string way = said(entry, part, "CdtDbtInd");
        if (way != "DBIT" && way != "CRDT") return base::wrong_field("xml", "not_a_statement");
        one.direction = way == "DBIT" ? Direction::debit : Direction::credit;
        TRY(amount(entry, part, one));
        one.end_to_end = shortened(part ? xml_.text(*part, "Refs/EndToEndId") : "", 35);
        const bool reversed = xml_.text(entry, "RvslInd") == "true";
        one.returned = part ? xml_.text(*part, "RtrInf/Rsn/Cd") : "";
        if (part && one.returned.empty()) one.returned = xml_.text(*part, "RtrInf/Rsn/Prtry");
        const bool is_return = reversed || (part && xml_.find(*part, "RtrInf"));
        if (one.returned.empty() && is_return) one.returned = "NOTPROVIDED";
        one.returned = shortened(one.returned, 35);
        one.said = shortened(words(entry, part), said_max);
        read_.entries.push_back(std::move(one));
        return base::done;
    }

    /// What the part says, or else the whole entry.
    std::string said(std::size_t entry, std::optional<std::size_t> part,
                     std::string_view path) const {
        const std::string own = part ? xml_.text(*part, path) : "";
        return own.empty() ? xml_.text(entry, path) : own;
    }

    base::Result<base::Done> amount(std::size_t entry, std::optional<std::size_t> part,
                                    StatementEntry& one) const {
        std::optional<std::size_t> at;
        if (part) at = xml_.find(*part, "Amt");
        if (part && !at) at = xml_.find(*part, "AmtDtls/TxAmt/Amt");
        // The amount of a collective entry is none of its parts'.
        if (!at && (!part || parts_of(entry) == 1)) at = xml_.find(entry, "Amt");
        if (!at) return base::done;
        one.asset = xml_.attribute(*at, "Ccy");
        const bool named = one.asset.size() == 3 && std::ranges::all_of(one.asset, [](char c) {
                               return c >= 'A' && c <= 'Z';
                           });
        const auto minor = named ? minor_of(xml_.elements[*at].text, one.asset) : std::nullopt;
        if (!minor) return base::wrong_field("xml", "not_a_statement");
        one.amount = *minor;
        return base::done;
    }

    std::size_t parts_of(std::size_t entry) const {
        std::size_t count = 0;
        for (const std::size_t details : xml_.children(entry, "NtryDtls")) {
            count += xml_.children(details, "TxDtls").size();
        }
        return count;
    }

    std::string words(std::size_t entry, std::optional<std::size_t> part) const {
        std::string text = part ? xml_.text(*part, "RtrInf/AddtlInf") : "";
        if (text.empty() && part) text = xml_.text(*part, "RmtInf/Ustrd");
        if (text.empty()) text = said(entry, part, part ? "AddtlTxInf" : "AddtlNtryInf");
        if (text.empty()) text = xml_.text(entry, "AddtlNtryInf");
        return text;
    }

    const Xml& xml_;
    Statement read_;
    std::string name_, account_;
    std::int64_t ordinal_ = 0;
};

std::string_view code_of(XmlWrong wrong) {
    switch (wrong) {
        case XmlWrong::malformed: return "xml_malformed";
        case XmlWrong::forbidden: return "xml_forbidden";
        case XmlWrong::too_much: return "xml_too_much";
    }
    base::unreachable();
}

/// Cuts what stands before the next mark off `text`.
std::string_view cut(std::string_view& text, char mark) {
    const std::string_view part = text.substr(0, text.find(mark));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    return part;
}

}  // namespace

base::Result<Statement> read_statement(std::string_view text) {
    const Xml xml = read_xml(text);
    if (xml.fault) {
        return base::wrong_field("xml", code_of(xml.fault->what),
                                 {{"line", std::to_string(xml.fault->line)}});
    }
    return Reading(xml).run();
}

std::string pack(const std::vector<StatementEntry>& entries, std::size_t first, std::size_t count) {
    std::string out;
    for (std::size_t i = first; i < std::min(entries.size(), first + count); ++i) {
        const StatementEntry& one = entries[i];
        // No field has control characters; see shortened().
        for (const std::string& field :
             {one.key, std::string{base::name_of(one.direction)}, std::to_string(one.amount),
              one.asset, one.end_to_end, one.returned, one.said}) {
            out.append(field).append(1, '\t');
        }
        out += '\n';
    }
    return out;
}

std::vector<StatementEntry> unpack(std::string_view text) {
    std::vector<StatementEntry> entries;
    while (!text.empty()) {
        std::string_view line = cut(text, '\n');
        StatementEntry one;
        one.key = cut(line, '\t');
        base::ensure(base::word_to(cut(line, '\t'), one.direction));
        one.amount = base::to_number(cut(line, '\t')).value_or(0);
        one.asset = cut(line, '\t');
        one.end_to_end = cut(line, '\t');
        one.returned = cut(line, '\t');
        one.said = cut(line, '\t');
        entries.push_back(std::move(one));
    }
    return entries;
}

}  // namespace payouts
