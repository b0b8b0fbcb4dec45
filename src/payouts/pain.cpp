#include "payouts/pain.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "base/text.hpp"
#include "http/amounts.hpp"
#include "payouts/xml.hpp"

namespace payouts {
namespace {

constexpr std::string_view mark = "FGP";
constexpr std::string_view name_space = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
constexpr std::size_t name_max = 70;

/// Tags that are closed in the order in which they were opened.
class Writing {
public:
    void open(std::string_view name) {
        text_.append("<").append(name).append(">");
        open_.push_back(name);
    }
    void close() {
        text_.append("</").append(open_.back()).append(">");
        open_.pop_back();
    }
    void leaf(std::string_view name, std::string_view value) {
        text_.append("<").append(name).append(">").append(xml_text(value));
        text_.append("</").append(name).append(">");
    }
    /// A leaf inside of others, by a path such as "DbtrAcct/Id/IBAN".
    void leaf_at(std::string_view path, std::string_view value) {
        const std::size_t slash = path.find('/');
        if (slash == std::string_view::npos) return leaf(path, value);
        open(path.substr(0, slash));
        leaf_at(path.substr(slash + 1), value);
        close();
    }
    void raw(std::string_view text) { text_ += text; }
    void line() { text_ += '\n'; }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
    std::vector<std::string_view> open_;
};

/// "2030-01-15T02:00:00Z", "2030-01-15".
std::string seconds_of(base::Time at) {
    return base::to_iso(at).substr(0, 19) + "Z";
}
std::string date_of(base::Time at) {
    return base::to_iso(at).substr(0, 10);
}

/// The next day on which banks work, as far as weekends go; holidays the bank knows itself.
base::Time working_day_after(base::Time at) {
    using std::chrono::days;
    std::chrono::sys_days day = std::chrono::floor<days>(at) + days{1};
    while (std::chrono::weekday{day} == std::chrono::Saturday ||
           std::chrono::weekday{day} == std::chrono::Sunday) {
        day += days{1};
    }
    return day;
}

void totals(Writing& out, const FileRun& run, const std::vector<FilePayout>& payouts) {
    std::int64_t sum = 0;
    for (const FilePayout& payout : payouts) sum = base::add(sum, payout.amount);
    out.leaf("NbOfTxs", std::to_string(payouts.size()));
    out.leaf("CtrlSum", http::amount_number({sum, run.asset}));
}

void transfer(Writing& out, const FileRun& run, const FilePayout& payout) {
    out.line();
    out.open("CdtTrfTxInf");
    out.leaf_at("PmtId/EndToEndId", end_to_end(payout.id));
    out.raw("<Amt><InstdAmt Ccy=\"" + run.asset + "\">" +
            http::amount_number({payout.amount, run.asset}) + "</InstdAmt></Amt>");
    out.leaf_at("Cdtr/Nm", bank_text(payout.holder));
    out.leaf_at("CdtrAcct/Id/IBAN", payout.iban);
    out.leaf_at("RmtInf/Ustrd", bank_text(run.market) + " " + end_to_end(payout.id));
    out.close();
}

bool stands_plain(char c) {
    constexpr std::string_view others = " '()+,-./:?";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

struct Letter {
    std::string_view marked, plain;
};
// clang-format off
constexpr Letter letters[] = {
    {"Ä", "Ae"}, {"Ö", "Oe"}, {"Ü", "Ue"}, {"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"ß", "ss"},
    {"À", "A"}, {"Á", "A"}, {"Â", "A"}, {"Ã", "A"}, {"Å", "A"}, {"Æ", "AE"}, {"Ç", "C"}, {"È", "E"},
    {"É", "E"}, {"Ê", "E"}, {"Ë", "E"}, {"Ì", "I"}, {"Í", "I"}, {"Î", "I"}, {"Ï", "I"}, {"Ñ", "N"},
    {"Ò", "O"}, {"Ó", "O"}, {"Ô", "O"}, {"Õ", "O"}, {"Ø", "O"}, {"Ù", "U"}, {"Ú", "U"}, {"Û", "U"},
    {"Ý", "Y"}, {"à", "a"}, {"á", "a"}, {"â", "a"}, {"ã", "a"}, {"å", "a"}, {"æ", "ae"}, {"ç", "c"},
    {"è", "e"}, {"é", "e"}, {"ê", "e"}, {"ë", "e"}, {"ì", "i"}, {"í", "i"}, {"î", "i"}, {"ï", "i"},
    {"ñ", "n"}, {"ò", "o"}, {"ó", "o"}, {"ô", "o"}, {"õ", "o"}, {"ø", "o"}, {"ù", "u"}, {"ú", "u"},
    {"û", "u"}, {"ý", "y"}, {"ÿ", "y"}, {"Ł", "L"}, {"ł", "l"}, {"Š", "S"}, {"š", "s"}, {"Ž", "Z"},
    {"ž", "z"}, {"Č", "C"}, {"č", "c"}, {"Ć", "C"}, {"ć", "c"}, {"Ę", "E"}, {"ę", "e"}, {"Ą", "A"},
    {"ą", "a"}, {"Ś", "S"}, {"ś", "s"}, {"Ż", "Z"}, {"ż", "z"}, {"Ź", "Z"}, {"ź", "z"}, {"Ń", "N"},
    {"ń", "n"}, {"Ř", "R"}, {"ř", "r"}, {"Ě", "E"}, {"ě", "e"}, {"Ů", "U"}, {"ů", "u"}, {"Ő", "O"},
    {"ő", "o"}, {"Ű", "U"}, {"ű", "u"}, {"Đ", "D"}, {"đ", "d"}, {"&", "+"}, {"’", "'"},
};
// clang-format on

std::size_t bytes_of_letter(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::string payment_file(const FileRun& run, const std::vector<FilePayout>& payouts) {
    const std::string name = "FGR" + std::to_string(run.id.value);
    Writing out;
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.raw("<Document xmlns=\"" + std::string{name_space} + "\">\n");
    out.open("CstmrCdtTrfInitn");
    out.line();
    out.open("GrpHdr");
    out.leaf("MsgId", name);
    out.leaf("CreDtTm", seconds_of(run.at));
    totals(out, run, payouts);
    out.leaf_at("InitgPty/Nm", bank_text(run.holder));
    out.close();
    out.line();
    out.open("PmtInf");
    out.leaf("PmtInfId", name);
    out.leaf("PmtMtd", "TRF");
    totals(out, run, payouts);
    // The scheme of the euro has words of its own; other transfers are as the bank does them.
    const bool sepa = run.asset == "EUR";
    if (sepa) out.leaf_at("PmtTpInf/SvcLvl/Cd", "SEPA");
    out.leaf_at("ReqdExctnDt/Dt", date_of(working_day_after(run.at)));
    out.leaf_at("Dbtr/Nm", bank_text(run.holder));
    out.leaf_at("DbtrAcct/Id/IBAN", run.iban);
    // Both banks follow from the numbers; there is this word for it.
    out.leaf_at("DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED");
    out.leaf("ChrgBr", sepa ? "SLEV" : "SHAR");
    for (const FilePayout& payout : payouts) transfer(out, run, payout);
    out.line();
    out.close();
    out.line();
    out.close();
    out.raw("\n</Document>\n");
    return out.take();
}

std::string end_to_end(PayoutId id) {
    return std::string{mark} + std::to_string(id.value);
}

std::optional<PayoutId> payout_of(std::string_view text) {
    if (!text.starts_with(mark)) return std::nullopt;
    const auto number = base::to_number(text.substr(mark.size()));
    // Only as it is written: no sign, no zeros in front.
    if (!number || end_to_end(PayoutId{*number}) != text) return std::nullopt;
    return PayoutId{*number};
}

std::string bank_text(std::string_view name) {
    std::string out;
    while (!name.empty() && out.size() < name_max) {
        const std::size_t bytes = std::min(bytes_of_letter(name.front()), name.size());
        const std::string_view letter = name.substr(0, bytes);
        name.remove_prefix(bytes);
        const auto* known = std::ranges::find(letters, letter, &Letter::marked);
        if (known != std::end(letters)) {
            out += known->plain;
        } else {
            out += bytes == 1 && stands_plain(letter.front()) ? letter.front() : '.';
        }
    }
    out.resize(std::min(out.size(), name_max));
    return std::string{base::trimmed(out)};
}

}  // namespace payouts
