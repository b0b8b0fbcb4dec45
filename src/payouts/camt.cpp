#include "payouts/camt.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>
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

/// Whether a reference of the bank can tell movements apart: one without a digit above 0
/// ("NOTPROVIDED", "NONREF", "0000000000") stands in many.
bool distinguishes(std::string_view reference) {
    return std::ranges::any_of(reference, [](char c) { return c >= '1' && c <= '9'; });
}

/// Fields in a row, none of which can run into the next.
std::string joined(std::initializer_list<std::string> fields) {
    std::string text;
    for (const std::string& field : fields) {
        text.append(std::to_string(field.size())).append(1, ':').append(field);
    }
    return text;
}

/// What an entry says for all of its parts, read once: it may have thousands.
struct Whole {
    std::vector<std::size_t> parts;
    std::string way;
    bool comes_back = false;
    std::optional<std::size_t> amount;
    std::string said;
    std::string identity;  // What tells it from all other entries, as far as the bank does.
};

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
        alike_.clear();
        std::vector<std::size_t> booked;
        std::map<std::string, int> references;
        for (const std::size_t entry : xml_.children(at, "Ntry")) {
            // "BOOK" or, in later versions, <Cd>BOOK</Cd>; what is pending may never come.
            const std::string status = xml_.text(entry, "Sts") + xml_.text(entry, "Sts/Cd");
            if (status != "BOOK") continue;
            booked.push_back(entry);
            ++references[xml_.text(entry, "AcctSvcrRef")];
        }
        for (const std::size_t entry : booked) {
            const std::string reference = xml_.text(entry, "AcctSvcrRef");
            const bool names_it = distinguishes(reference) && references.at(reference) == 1;
            TRY(add_all(whole(entry, names_it ? reference : "")));
        }
        return base::done;
    }

    /// `reference` is "" where the bank's own names more than this entry.
    Whole whole(std::size_t entry, const std::string& reference) const {
        Whole one;
        for (const std::size_t details : xml_.children(entry, "NtryDtls")) {
            for (const std::size_t part : xml_.children(details, "TxDtls")) {
                one.parts.push_back(part);
            }
        }
        one.way = xml_.text(entry, "CdtDbtInd");
        one.comes_back = xml_.text(entry, "RvslInd") == "true" || is_return_code(entry);
        one.amount = xml_.find(entry, "Amt");
        one.said = xml_.text(entry, "AddtlNtryInf");
        one.identity = reference.empty() ? joined({account_, name_, digest_of(all_of(entry))})
                                         : joined({account_, reference, booked_on(entry)});
        return one;
    }

    std::string booked_on(std::size_t entry) const {
        const std::string day = xml_.text(entry, "BookgDt/Dt");
        return day.empty() ? xml_.text(entry, "BookgDt/DtTm").substr(0, 10) : day;
    }

    /// The bank's word for the kind of movement, of an entry or of one of its parts: reversals for
    /// a payment that was returned, or that was asked to be cancelled.
    bool is_return_code(std::size_t of) const {
        const std::string code = xml_.text(of, "BkTxCd/Domn/Fmly/SubFmlyCd");
        return code == "RRTN" || code == "RPCR";
    }

    /// Everything an entry says, apart from its number in the statement, which another statement of
    /// the same movement has differently.
    std::string all_of(std::size_t entry) const {
        std::string text;
        for (std::size_t i = entry + 1; i < xml_.elements[entry].end; ++i) {
            const XmlElement& element = xml_.elements[i];
            if (element.name == "NtryRef") continue;
            const std::string inside = std::to_string(element.end - i);
            text += joined({std::string{element.name}, inside, element.text});
            for (const XmlAttribute& one : element.attributes) {
                text += joined({std::string{one.name}, one.value});
            }
        }
        return text;
    }

    base::Result<base::Done> add_all(const Whole& entry) {
        if (entry.parts.empty()) return add(entry, std::nullopt);
        for (const std::size_t part : entry.parts) TRY(add(entry, part));
        return base::done;
    }

    base::Result<base::Done> add(const Whole& entry, std::optional<std::size_t> part) {
        if (read_.entries.size() >= statement_entries_max) {
            return base::wrong_field("xml", "too_many_entries",
                                     {{"max", std::to_string(statement_entries_max)}});
        }
        StatementEntry one;
        const std::string own_way = part ? xml_.text(*part, "CdtDbtInd") : "";
        const std::string& way = own_way.empty() ? entry.way : own_way;
        if (way != "DBIT" && way != "CRDT") return base::wrong_field("xml", "not_a_statement");
        one.direction = way == "DBIT" ? Direction::debit : Direction::credit;
        TRY(amount(entry, part, one));
        one.end_to_end = shortened(part ? xml_.text(*part, "Refs/EndToEndId") : "", 35);
        one.returned = shortened(returned(entry, part), 35);
        one.said = shortened(words(entry, part), said_max);
        one.key = key_of(entry, one);
        read_.entries.push_back(std::move(one));
        return base::done;
    }

    /// Movements that are alike in all that tells them apart are counted within their statement:
    /// two of them stay two, and a statement that is read again says the same two.
    std::string key_of(const Whole& entry, const StatementEntry& one) {
        std::string key =
            digest_of(joined({entry.identity, std::string{base::name_of(one.direction)},
                              std::to_string(one.amount), one.asset, one.end_to_end}));
        key += "#" + std::to_string(++alike_[key]);
        return key;
    }

    /// Why it came back; "" where the bank does not say that it did.
    std::string returned(const Whole& entry, std::optional<std::size_t> part) const {
        const auto info = part ? xml_.find(*part, "RtrInf") : std::nullopt;
        std::string why = info ? xml_.text(*info, "Rsn/Cd") : "";
        if (info && why.empty()) why = xml_.text(*info, "Rsn/Prtry");
        const bool is_return = entry.comes_back || info || (part && is_return_code(*part));
        return why.empty() && is_return ? "NOTPROVIDED" : why;
    }

    base::Result<base::Done> amount(const Whole& entry, std::optional<std::size_t> part,
                                    StatementEntry& one) const {
        std::optional<std::size_t> at;
        if (part) at = xml_.find(*part, "Amt");
        if (part && !at) at = xml_.find(*part, "AmtDtls/TxAmt/Amt");
        // The amount of a collective entry is none of its parts'.
        if (!at && entry.parts.size() <= 1) at = entry.amount;
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

    std::string words(const Whole& entry, std::optional<std::size_t> part) const {
        if (!part) return entry.said;
        for (const std::string_view path : {"RtrInf/AddtlInf", "RmtInf/Ustrd", "AddtlTxInf"}) {
            if (std::string text = xml_.text(*part, path); !text.empty()) return text;
        }
        return entry.said;
    }

    const Xml& xml_;
    Statement read_;
    std::string name_, account_;
    std::map<std::string, std::int64_t> alike_;  // Of this statement, by key without its number.
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

std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    return base::to_hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

base::Result<Statement> read_statement(std::string_view text) {
    return read_statement(read_xml(text));
}

base::Result<Statement> read_statement(const Xml& xml) {
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
