// Throws bytes at the reader of banks' statements. Elements lie within each other and within the
// limits; what is understood can be written between two commands and comes back the same; text that
// we write is read as it was. How to build and run it: tests/fuzz/run.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/ensure.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "payouts/camt.hpp"
#include "payouts/xml.hpp"

namespace {

const payouts::XmlLimits limits{.elements_max = 200, .depth_max = 8, .attributes_max = 4};

bool within(std::string_view part, std::string_view whole) {
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

void document(std::string_view text) {
    const payouts::Xml xml = payouts::read_xml(text, limits);
    base::ensure(xml.fault.has_value() == xml.elements.empty());
    base::ensure(xml.elements.size() <= limits.elements_max);
    if (xml.fault) base::ensure(xml.fault->line >= 1);
    for (std::size_t i = 0; i < xml.elements.size(); ++i) {
        const payouts::XmlElement& element = xml.elements[i];
        base::ensure(within(element.name, text) && !element.name.empty());
        base::ensure(element.end > i && element.end <= xml.elements.size());
        base::ensure(base::is_utf8(element.text));
        base::ensure(element.attributes.size() <= limits.attributes_max);
        std::size_t next = i + 1;
        for (const std::size_t child : xml.children(i)) {
            base::ensure(child == next && xml.elements[child].end <= element.end);
            next = xml.elements[child].end;
        }
        base::ensure(next == element.end);
    }
}

/// Where the bytes may stand in a document at all, they come back from what we write.
void text(std::string_view bytes) {
    const std::string written = "<a b=\"" + payouts::xml_text(bytes) + "\"/>";
    const payouts::Xml xml = payouts::read_xml(written);
    if (!xml.fault) base::ensure(xml.attribute(0, "b") == bytes);
}

void statement(std::string_view bytes) {
    const auto read = payouts::read_statement(bytes);
    if (!read) return;
    base::ensure(read->entries.size() <= payouts::statement_entries_max);
    base::ensure(payouts::unpack(payouts::pack(read->entries, 0, read->entries.size())) ==
                 read->entries);
    for (const payouts::StatementEntry& entry : read->entries) {
        base::ensure(entry.amount >= 0 && entry.amount <= base::money_minor_max);
        base::ensure(base::is_utf8(entry.said) && base::is_utf8(entry.key));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    document(bytes);
    text(bytes);
    statement(bytes);
    // Half of the way into a statement, which chance alone hardly finds.
    statement(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
        "<Stmt><Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>" +
        std::string{bytes} + "</Ntry></Stmt></BkToCstmrStmt></Document>");
    return 0;
}
