#include "shops/import_routes.hpp"

#include "http/page.hpp"
#include "shops/export.hpp"
#include "shops/import.hpp"

namespace shops {
namespace {

using http::Access;
using http::Call;
using http::Method;

/// JSON writes a line end as two bytes, so the body that brings a file is larger than the file.
constexpr std::size_t body_bytes_max = import_bytes_max + import_bytes_max / 4;

struct ImportForm {
    http::Verbatim<1, import_bytes_max> csv;
    circles::Audience audience{};
};
BOOST_DESCRIBE_STRUCT(ImportForm, (), (csv, audience))

struct ImportPath {
    ImportId id;
};
BOOST_DESCRIBE_STRUCT(ImportPath, (), (id))

/// What there may be to do with an import.
BOOST_DEFINE_ENUM_CLASS(ImportMay, apply)

struct ImportView {
    ImportId id;
    ImportMode mode{};
    ImportState state{};
    std::int64_t rows_total = 0;
    std::int64_t rows_done = 0;
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t refused = 0;
    std::int64_t pictures_left_out = 0;
    std::vector<RowProblem> problems;
    std::vector<LeftOut> left_out;
    base::Time at;
    std::vector<ImportMay> may;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (id, mode, state, rows_total, rows_done, created, changed, unchanged, refused,
                       pictures_left_out, problems, left_out, at, may))

ImportView view(const Import& import) {
    ImportView view{import.id,
                    import.mode,
                    import.state,
                    import.rows_total,
                    import.rows_done,
                    import.created,
                    import.changed,
                    import.unchanged,
                    import.refused,
                    import.pictures,
                    {},
                    {},
                    import.at,
                    {}};
    if (may_apply(import)) view.may.push_back(ImportMay::apply);
    return view;
}

base::Result<ImportView> view_of(db::Snapshot& snapshot, base::MemberId member, ImportId id) {
    const Import import = TRY(find_import(snapshot, member, id));
    ImportView whole = view(import);
    whole.problems = problems_of(snapshot, import);
    whole.left_out = left_out_of(snapshot, import);
    return whole;
}

using Rows = std::vector<CatalogueRow>;

/// The file is read outside the writer; the command only keeps its rows.
http::Errand<ImportForm, Rows, base::Done, ImportView> import_errand() {
    http::Errand<ImportForm, Rows, base::Done, ImportView> errand;
    errand.look = [](db::Snapshot&, const Call&, const ImportForm& form) {
        return read_import(form.csv.value);
    };
    errand.outside = [](const Rows&, const std::function<void(base::Done)>& then) {
        then(base::done);
    };
    errand.finish = [](db::Tx& tx, const Call& call, const ImportForm& form, const Rows& rows,
                       const base::Done&) -> base::Result<ImportView> {
        const ImportId id = TRY(begin_import(tx, call.caller.member, form.audience, rows));
        return view_of(tx, call.caller.member, id);
    };
    return errand;
}

/// A file with commas: ours, or Shopify's.
BOOST_DEFINE_ENUM_CLASS(CommaFormat, fairground, shopify)

struct CommaFileForm {
    std::optional<CommaFormat> format;
    std::optional<http::Whole<1, 1000>> part;
};
BOOST_DESCRIBE_STRUCT(CommaFileForm, (), (format, part))

/// A file of which there is one kind.
struct OneFileForm {
    std::optional<http::Whole<1, 1000>> part;
};
BOOST_DESCRIBE_STRUCT(OneFileForm, (), (part))

template <class Part>
base::Result<http::File> file_of(db::Snapshot& snapshot, const Call& call, Format format,
                                 const std::optional<Part>& part, const std::string& origin) {
    // Whoever fetches it has reached the market at an address; links that begin so work for them.
    const std::string& begin = origin.empty() ? call.origin : origin;
    std::string text =
        TRY(export_goods(snapshot, call.caller.member, format, part ? part->value : 1, begin));
    const std::string end = format == Format::merchant ? ".tsv"
                            : format == Format::json   ? ".json"
                                                       : ".csv";
    return http::File{"goods" + end, std::make_shared<const std::string>(std::move(text)), 0};
}

void add_export_routes(http::Router& router, const std::string& origin) {
    http::Traits commas;
    commas.long_running = true;
    commas.answers = "text/csv; charset=utf-8";
    router.query(
        Method::get, "/api/v1/me/catalogue.csv",
        "The caller's goods as a file: our columns, or Shopify's", Access::member(),
        [origin](db::Snapshot& snapshot, const Call& call,
                 const CommaFileForm& form) -> base::Result<http::File> {
            const bool shopify = form.format == CommaFormat::shopify;
            return file_of(snapshot, call, shopify ? Format::shopify : Format::fairground,
                           form.part, origin);
        },
        commas);
    http::Traits tabs = commas;
    tabs.answers = "text/tab-separated-values; charset=utf-8";
    router.query(
        Method::get, "/api/v1/me/catalogue.tsv",
        "The caller's goods as a product feed for merchant centres", Access::member(),
        [origin](db::Snapshot& snapshot, const Call& call,
                 const OneFileForm& form) -> base::Result<http::File> {
            return file_of(snapshot, call, Format::merchant, form.part, origin);
        },
        tabs);
    http::Traits json = commas;
    json.answers = "application/json";
    router.query(
        Method::get, "/api/v1/me/catalogue.json",
        "The caller's goods as JSON, as an import takes it", Access::member(),
        [origin](db::Snapshot& snapshot, const Call& call,
                 const OneFileForm& form) -> base::Result<http::File> {
            return file_of(snapshot, call, Format::json, form.part, origin);
        },
        json);
}

}  // namespace

void add_import_routes(http::Router& router, const std::string& origin) {
    add_export_routes(router, origin);
    router.errand(Method::post, "/api/v1/imports", "Checks a catalogue, row by row",
                  Access::member(), import_errand(),
                  {.status = 202, .long_running = true, .body_bytes_max = body_bytes_max});
    router.command(
        Method::post, "/api/v1/imports/{id}/apply", "Does for good what the check has shown",
        Access::member(),
        [](db::Tx& tx, const Call& call, const ImportPath& form) -> base::Result<ImportView> {
            TRY(apply_import(tx, call.caller.member, form.id));
            return view_of(tx, call.caller.member, form.id);
        },
        {.status = 202});
    router.query(Method::get, "/api/v1/imports/{id}", "One import, with what is wrong in its rows",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const ImportPath& form) -> base::Result<ImportView> {
                     return view_of(snapshot, call.caller.member, form.id);
                 });
    router.query(Method::get, "/api/v1/imports", "The caller's imports, without their problems",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::PageForm& form) -> base::Result<http::Page<ImportView>> {
                     const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     const auto page =
                         http::page_of(imports_of(snapshot, call.caller.member, before, limit + 1),
                                       limit, [](const Import& row) { return row.seq; });
                     http::Page<ImportView> views;
                     views.next = page.next;
                     for (const Import& import : page.items) views.items.push_back(view(import));
                     return views;
                 });
}

}  // namespace shops
