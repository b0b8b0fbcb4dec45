// The bank's files: what we write, what we read, and what we refuse to read.

#include <gmock/gmock.h>

#include <set>

#include "base/files.hpp"
#include "payouts/camt.hpp"
#include "payouts/iban.hpp"
#include "payouts/pain.hpp"
#include "payouts/payouts.hpp"
#include "payouts/tests/bank.hpp"
#include "payouts/xml.hpp"

namespace payouts {
namespace {

using testing::HasSubstr;

// ---- XML

std::optional<XmlFault> fault_of(std::string_view text, const XmlLimits& limits = {}) {
    return read_xml(text, limits).fault;
}

TEST(Xml, reads_elements_attributes_and_text) {
    const Xml xml = read_xml(
        "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<!-- a bank -->"
        "<n:a xmlns:n='urn:x' b = \"1 &lt; 2\"><c/> &#x41;&#66;&amp; <c>two</c></n:a>\n");
    ASSERT_FALSE(xml.fault);
    ASSERT_EQ(xml.elements.size(), 3U);
    EXPECT_EQ(xml.elements[0].name, "a");
    EXPECT_EQ(xml.attribute(0, "b"), "1 < 2");
    EXPECT_EQ(xml.elements[0].text, "AB&");
    EXPECT_EQ(xml.children(0, "c").size(), 2U);
    EXPECT_EQ(xml.elements[2].text, "two");
    EXPECT_EQ(xml.text(0, "c"), "");
    EXPECT_FALSE(xml.find(0, "c/d"));
}

TEST(Xml, refuses_what_no_bank_writes) {
    for (const char* text : {"<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                             "<a>&b;</a>", "<a><?php ?></a>", "<a><![CDATA[b]]></a>",
                             "<?xml version='1.0' encoding='latin1'?><a/>"}) {
        const auto fault = fault_of(text);
        ASSERT_TRUE(fault) << text;
        EXPECT_EQ(fault->what, XmlWrong::forbidden) << text;
    }
}

TEST(Xml, says_the_line_of_what_is_broken) {
    for (const char* text : {"",
                             " ",
                             "a",
                             "<a>",
                             "</a>",
                             "<a></b>",
                             "<a/><b/>",
                             "<a b/>",
                             "<a b=c/>",
                             "<a b='1' b='2'/>",
                             "<a b='<'/>",
                             "<a>]]></a>",
                             "<a>&amp</a>",
                             "<a>&#0;</a>",
                             "<a>&#xD800;</a>",
                             "<a>\x01</a>",
                             "<a>\xC3</a>",
                             "<a><!-- -- --></a>",
                             "<a:b:c/>",
                             "<1/>",
                             "<a b='1'c='2'/>",
                             "<a",
                             "<a>x"}) {
        const auto fault = fault_of(text);
        ASSERT_TRUE(fault) << text;
        EXPECT_EQ(fault->what, XmlWrong::malformed) << text;
    }
    EXPECT_EQ(fault_of("<a>\n\n</b>")->line, 3);
}

TEST(Xml, keeps_its_limits) {
    std::string deep;
    for (int i = 0; i < 41; ++i) deep += "<a>";
    EXPECT_EQ(fault_of(deep)->what, XmlWrong::too_much);
    EXPECT_EQ(fault_of("<a><b/><b/></a>", {.elements_max = 2})->what, XmlWrong::too_much);
    EXPECT_EQ(fault_of("<a b='' c=''/>", {.attributes_max = 1})->what, XmlWrong::too_much);
}

// ---- What we write

FileRun run() {
    return {RunId{7},
            "Fair & Co",
            "Markt GmbH",
            "DE89370400440532013000",
            "EUR",
            base::Time{std::chrono::sys_days{std::chrono::year{2030} / 1 / 4} +
                       std::chrono::hours{2}}};  // A Friday.
}

std::vector<FilePayout> payouts() {
    return {{PayoutId{11}, "Ann <Önder>", "GB82WEST12345698765432", 1234},
            {PayoutId{12}, "Böb", "NO9386011117947", 5}};
}

TEST(File, ES_11_says_who_gets_what_and_adds_up) {
    const std::string text = payment_file(run(), payouts());
    const Xml xml = read_xml(text);
    ASSERT_FALSE(xml.fault);
    EXPECT_EQ(xml.attribute(0, "xmlns"), "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09");
    const auto head = *xml.find(0, "CstmrCdtTrfInitn/GrpHdr");
    EXPECT_EQ(xml.text(head, "MsgId"), "FGR7");
    EXPECT_EQ(xml.text(head, "CreDtTm"), "2030-01-04T02:00:00Z");
    EXPECT_EQ(xml.text(head, "NbOfTxs"), "2");
    EXPECT_EQ(xml.text(head, "CtrlSum"), "12.39");
    const auto info = *xml.find(0, "CstmrCdtTrfInitn/PmtInf");
    EXPECT_EQ(xml.text(info, "ReqdExctnDt/Dt"), "2030-01-07") << "the next day on which banks work";
    EXPECT_EQ(xml.text(info, "DbtrAcct/Id/IBAN"), "DE89370400440532013000");
    const auto transfers = xml.children(info, "CdtTrfTxInf");
    ASSERT_EQ(transfers.size(), 2U);
    EXPECT_EQ(xml.text(transfers[0], "PmtId/EndToEndId"), "FGP11");
    EXPECT_EQ(xml.text(transfers[0], "Amt/InstdAmt"), "12.34");
    EXPECT_EQ(xml.text(transfers[0], "Cdtr/Nm"), "Ann .Oender.");
    EXPECT_EQ(xml.text(transfers[0], "RmtInf/Ustrd"), "Fair + Co FGP11");
    EXPECT_EQ(xml.text(transfers[1], "Amt/InstdAmt"), "0.05");
}

/// A run's file is written anew for each download, also by a later program: a change here changes
/// files that a bank has already.
TEST(File, ES_11_has_these_bytes_and_no_others) {
    EXPECT_EQ(payment_file(run(), payouts()),
              base::read_file(FAIRGROUND_ROOT "/src/payouts/tests/payment_file.xml"));
}

/// As many payouts as a file has at most, with the longest names there are.
TEST(File, ES_11_a_full_file_is_no_larger_than_banks_take) {
    std::vector<FilePayout> many;
    for (std::int64_t i = 0; i < run_payouts_max; ++i) {
        many.push_back({PayoutId{INT64_MAX - i}, std::string(70, '&'),
                        "MT84MALT011000012345MTLCAST001S", 1'000'000'000});
    }
    FileRun all = run();
    all.market = std::string(70, '&');
    const std::string text = payment_file(all, many);
    EXPECT_LT(text.size(), 6U * 1024 * 1024);
    EXPECT_THAT(text, HasSubstr("<CtrlSum>100000000000.00</CtrlSum>"));
}

TEST(File, names_of_payouts_are_read_only_as_they_are_written) {
    EXPECT_EQ(payout_of(end_to_end(PayoutId{123})), PayoutId{123});
    for (const char* other :
         {"", "FGP", "FGP01", "FGP+1", "FGP1 ", "fgp1", "FGP1x", "NOTPROVIDED"}) {
        EXPECT_FALSE(payout_of(other)) << other;
    }
}

TEST(File, names_are_as_long_as_a_bank_takes_them) {
    EXPECT_EQ(bank_text(std::string(100, 'a')).size(), 70U);
    EXPECT_EQ(bank_text("Müller & Söhne"), "Mueller + Soehne");
    EXPECT_EQ(bank_text("王"), ".");
}

// ---- What we read

std::vector<StatementEntry> entries(const std::string& xml) {
    const auto read = read_statement(xml);
    EXPECT_TRUE(read) << (read ? "" : read.error().code());
    return read ? read->entries : std::vector<StatementEntry>{};
}

TEST(Statements, ES_11_each_transfer_of_a_collective_entry_is_read) {
    const auto list = entries(tests::statement(
        "2030-1", tests::collective("A1", {{"FGP1", "10.00", ""}, {"FGP2", "0.5", ""}})));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].end_to_end, "FGP1");
    EXPECT_EQ(list[0].amount, 1000);
    EXPECT_EQ(list[0].asset, "EUR");
    EXPECT_EQ(list[0].direction, Direction::debit);
    EXPECT_EQ(list[1].amount, 50);
    EXPECT_NE(list[0].key, list[1].key);
}

TEST(Statements, ES_11_a_return_says_why) {
    const auto list =
        entries(tests::statement("2030-1", tests::returned("B1", "FGP1", "10.00", "AC04")));
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].direction, Direction::credit);
    EXPECT_EQ(list[0].returned, "AC04");
    EXPECT_EQ(list[0].end_to_end, "FGP1");
}

TEST(Statements, ES_11_what_is_pending_is_left_out) {
    std::string pending = tests::debit("C1", "FGP1", "10.00");
    pending.replace(pending.find("BOOK"), 4, "PDNG");
    EXPECT_TRUE(entries(tests::statement("2030-1", pending)).empty());
}

TEST(Statements, ES_03_a_movement_has_the_same_key_in_whatever_statement_it_stands) {
    const auto one = entries(tests::statement("2030-1", tests::debit("C1", "FGP1", "10.00")));
    const auto two = entries(tests::statement(
        "2030-2", tests::debit("C0", "FGP0", "1.00") + tests::debit("C1", "FGP1", "10.00")));
    EXPECT_EQ(one[0].key, two[1].key);
}

std::set<std::string> keys_of(const std::string& xml) {
    std::set<std::string> keys;
    for (const StatementEntry& one : entries(xml)) keys.insert(one.key);
    return keys;
}

TEST(Statements, ES_03_what_banks_write_in_place_of_a_reference_names_no_movement) {
    for (const char* said : {"NOTPROVIDED", "NONREF", "0000000000000000", "", "-", "SAMMLER"}) {
        const std::string one = tests::statement("1", tests::debit(said, "FGP1", "10.00"));
        const std::string same_day = tests::debit(said, "FEES", "3.00");
        EXPECT_NE(keys_of(one), keys_of(tests::statement("2", same_day))) << said;
        // Alike in all that is not words: of one statement, and of two.
        const std::string fees =
            tests::saying(same_day, "January") + tests::saying(same_day, "Card");
        EXPECT_EQ(keys_of(tests::statement("3", fees)).size(), 2U) << said;
        EXPECT_NE(keys_of(tests::statement("4", tests::saying(same_day, "January"))),
                  keys_of(tests::statement("5", tests::saying(same_day, "Card"))))
            << said;
    }
}

TEST(Statements, ES_03_a_reference_that_stands_in_every_entry_names_none_of_them) {
    const std::string one = tests::debit("REF77", "NOTPROVIDED", "3.00");
    auto keys = keys_of(tests::statement("1", tests::saying(one, "a") + tests::saying(one, "b")));
    keys.merge(keys_of(tests::statement("2", tests::saying(one, "c") + tests::saying(one, "d"))));
    EXPECT_EQ(keys.size(), 4U);
    // Each alone in its statement: the day and the amount tell them apart.
    const auto on = [&](const char* day, const char* amount) {
        return keys_of(tests::statement(
            "1", tests::with(tests::debit("REF77", "NOTPROVIDED", amount),
                             std::string{"<BookgDt><Dt>"} + day + "</Dt></BookgDt>")));
    };
    EXPECT_NE(on("2030-01-04", "3.00"), on("2030-01-05", "3.00"));
    EXPECT_NE(on("2030-01-04", "3.00"), on("2030-01-04", "4.00"));
    EXPECT_EQ(on("2030-01-04", "3.00"), on("2030-01-04", "3.00"));
}

TEST(Statements, ES_03_movements_that_are_alike_in_everything_are_counted) {
    const std::string fee = tests::debit("NOTPROVIDED", "NOTPROVIDED", "3.00");
    const auto two = keys_of(tests::statement("1", fee + fee));
    EXPECT_EQ(two.size(), 2U);
    EXPECT_EQ(two, keys_of(tests::statement("1", fee + fee))) << "the same two, read again";
    const auto parts = keys_of(
        tests::statement("1", tests::collective("A1", {{"", "1.00", ""}, {"", "1.00", ""}})));
    EXPECT_EQ(parts.size(), 2U);
}

TEST(Statements, ES_03_an_entry_is_the_same_wherever_it_stands_in_a_statement) {
    const std::string fee = tests::debit("NONREF", "FEES", "3.00");
    const std::string other = tests::debit("NONREF", "FGP1", "10.00");
    EXPECT_EQ(keys_of(tests::statement("1", fee + other)),
              keys_of(tests::statement("1", tests::with(other, "<NtryRef>1</NtryRef>") + fee)));
}

TEST(Statements, ES_11_the_banks_word_for_a_return_is_one) {
    const std::string plain = tests::entry("B1", "CRDT", {{"FGP1", "10.00", ""}});
    EXPECT_EQ(entries(tests::statement("1", plain))[0].returned, "");
    for (const char* said :
         {"<RvslInd>true</RvslInd>",
          "<BkTxCd><Domn><Fmly><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn></BkTxCd>"}) {
        const auto list = entries(tests::statement("1", tests::with(plain, said)));
        EXPECT_EQ(list[0].returned, "NOTPROVIDED") << said;
    }
}

/// Each element is looked at a few times, in one entry of many parts as in many of one: counted,
/// because time says nothing on a busy machine.
TEST(Statements, ES_11_reading_is_in_proportion_to_the_file) {
    const auto is_read = [](const std::string& text) {
        const Xml xml = read_xml(text);
        EXPECT_TRUE(read_statement(xml));
        EXPECT_LT(xml.looked_at, 8 * xml.elements.size());
    };
    constexpr int many = 3'000;
    std::string parts, details, singles;
    for (int i = 0; i < many; ++i) {
        const std::string part =
            "<TxDtls><Refs><EndToEndId>FGP" + std::to_string(i) + "</EndToEndId></Refs></TxDtls>";
        parts += part;
        details += "<NtryDtls>" + part + "</NtryDtls>";
        singles += tests::debit("NONREF", "FGP" + std::to_string(i), "1.00");
    }
    const std::string head =
        "<Ntry><Amt Ccy=\"EUR\">9.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>";
    is_read(tests::statement("1", head + "<NtryDtls>" + parts + "</NtryDtls></Ntry>"));
    is_read(tests::statement("1", head + details + "</Ntry>"));
    is_read(tests::statement("1", singles));
}

TEST(Statements, ES_11_what_is_none_is_refused_by_the_name_of_its_field) {
    const auto code = [](const std::string& xml) {
        const auto read = read_statement(xml);
        EXPECT_FALSE(read);
        EXPECT_EQ(read.error().fields().front().field, "xml");
        return std::string{read.error().fields().front().code};
    };
    EXPECT_EQ(code("no xml"), "xml_malformed");
    EXPECT_EQ(code("<!DOCTYPE a><a/>"), "xml_forbidden");
    EXPECT_EQ(code("<a/>"), "not_a_statement");
    EXPECT_EQ(code(payment_file(run(), payouts())), "not_a_statement");
    EXPECT_EQ(code(tests::statement("1", tests::debit("D", "FGP1", "ten"))), "not_a_statement");
    EXPECT_EQ(code(tests::statement("1", tests::debit("D", "FGP1", "1.001"))), "not_a_statement");
    EXPECT_EQ(code(tests::statement("1", tests::debit("D", "FGP1", "-1.00"))), "not_a_statement");
}

TEST(Statements, what_is_packed_comes_back) {
    const auto list =
        entries(tests::statement("2030-1", tests::debit("A\tb", "FGP1", "10.00") +
                                               tests::returned("B1", "FGP2", "1.00", "AC04")));
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(unpack(pack(list, 0, 2)), list);
    EXPECT_EQ(unpack(pack(list, 1, 5)), std::vector{list[1]});
}

}  // namespace
}  // namespace payouts
