// Throws bytes at the reader of catalogues. Whatever was read must come back the same after it was
// written; what was understood of a row must keep the limits that the shop relies on. How to build
// and run it: tests/fuzz/run.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/ensure.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "shops/catalogue.hpp"
#include "shops/formats.hpp"

namespace {

const shops::CsvLimits limits{.records_max = 50, .fields_max = 8, .field_bytes_max = 200};

void round_trip(std::string_view text) {
    const shops::Csv csv = shops::read_csv(text, limits);
    base::ensure(csv.records.size() <= limits.records_max);
    std::string again;
    for (const shops::CsvRecord& record : csv.records) {
        base::ensure(!record.fields.empty() && record.fields.size() <= limits.fields_max);
        shops::write_csv(again, record.fields);
    }
    const shops::Csv second = shops::read_csv(again, limits);
    base::ensure(!second.fault && second.records.size() == csv.records.size());
    for (std::size_t i = 0; i < csv.records.size(); ++i) {
        base::ensure(second.records[i].fields == csv.records[i].fields);
    }
}

void understood(const shops::Catalogue& file) {
    if (file.fault) return;
    base::ensure(shops::unpack(shops::pack(file.rows, 0, file.rows.size())) == file.rows);
    for (const shops::CatalogueRow& row : file.rows) {
        const shops::Understood understood = shops::understand(row, "EUR");
        for (const auto& problem : understood.problems) base::ensure(base::is_utf8(problem.value));
        if (!understood.problems.empty()) continue;
        const shops::Goods& goods = understood.goods;
        base::ensure(goods.sku == row.sku && !goods.sku.empty() && !goods.title.empty());
        base::ensure(goods.price_minor >= 1 && goods.price_minor <= base::money_minor_max);
        base::ensure(goods.stock >= 0 && goods.stock <= 1'000'000);
    }
}

void rows(std::string_view text) {
    understood(
        shops::read_catalogue("sku,title,description,price,stock\n" + std::string{text}, limits));
    // What other programs write.
    understood(shops::read_catalogue(
        "id\ttitle\tdescription\tprice\tavailability\n" + std::string{text}, limits));
    understood(
        shops::read_catalogue("Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant "
                              "SKU,Variant Price,Variant Inventory Qty\n" +
                                  std::string{text},
                              limits));
    understood(shops::read_catalogue("[" + std::string{text}, limits));
    understood(shops::read_catalogue(
        R"({"goods":[{"sku":"A","title":"M","description":"","price":1,"stock":)" +
            std::string{text},
        limits));
    base::ensure(base::is_utf8(shops::plain_text(text)) || !base::is_utf8(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    round_trip(text);
    rows(text);
    return 0;
}
