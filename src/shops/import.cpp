#include "shops/import.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "http/json.hpp"
#include "shops/export.hpp"
#include "shops/families.hpp"
#include "shops/leaving.hpp"
#include "shops/rows.hpp"
#include "shops/variants.hpp"

namespace shops {
namespace {

constexpr std::int64_t attempts_max = 5;
constexpr std::int64_t forgotten_at_once = 100;  // Problems' rows, of some fields each.
constexpr base::Duration kept = std::chrono::days{30};

constexpr std::string_view import_columns =
    "select id, seq, shop, owner, audience, mode, state, rows_total, rows_done, created, changed, "
    "unchanged, refused, pictures, at from imports ";

/// Of a row whose pictures were left out; kept among what is wrong with rows, `value` counts them.
constexpr std::string_view left_out = "pictures_left_out";

struct ImportNews {
    ImportId import;
    base::MemberId owner;
    std::int64_t rows_done = 0;
    std::int64_t rows_total = 0;
};
BOOST_DESCRIBE_STRUCT(ImportNews, (), (import, owner, rows_done, rows_total))

/// What the shop has under a SKU now.
struct PresentRow {
    ListingId id;
    std::int64_t version = 0;
    ListingState state{};
    std::string sku;
    std::string title;
    std::string variant;
    std::string body;
    std::int64_t price_minor = 0;
    std::int64_t stock = 0;
    std::optional<std::int64_t> imported_stock;
    std::int64_t family = 0;
    KeptHandover handover;
};
BOOST_DESCRIBE_STRUCT(PresentRow, (),
                      (id, version, state, sku, title, variant, body, price_minor, stock,
                       imported_stock, family, handover))

using Presents = std::map<std::string, PresentRow, std::less<>>;

Import load(db::Snapshot& snapshot, ImportId id) {
    static const std::string sql = std::string{import_columns} + "where id = $1";
    const auto import = snapshot.one<Import>(sql, id);
    base::ensure(import.has_value());
    return *import;
}

bool is_running(const Import& import) {
    return import.state == ImportState::queued || import.state == ImportState::running;
}

const std::string present_columns =
    "v.title, v.variant, d.body, v.price_minor, l.stock, l.imported_stock, l.family, " +
    std::string{handover_columns} +
    "from listings l join listing_versions v on v.listing = l.id and v.version = l.version "
    "join descriptions d on d.id = v.description " +
    std::string{join_pickup};

/// Goods without a SKU, which an export has given one that names them.
Presents present_without_sku(db::Snapshot& snapshot, ShopId shop,
                             const std::vector<std::string>& skus) {
    std::vector<std::int64_t> ids;
    for (const std::string& sku : skus) {
        if (!sku.starts_with(listing_mark)) continue;
        const auto id = base::to_number(std::string_view{sku}.substr(listing_mark.size()));
        if (id) ids.push_back(*id);
    }
    Presents presents;
    if (ids.empty()) return presents;
    for (PresentRow& found : snapshot.all<PresentRow>(
             "select l.id, l.version, l.state, '' as sku, " + present_columns +
                 "where l.id in (select cast(value as bigint) from json_each($2)) "
                 "and l.shop = $1 and l.state <> 'ended' and l.sku is null",
             shop, http::to_json(ids))) {
        found.sku = std::string{listing_mark} + std::to_string(found.id.value);
        std::string sku = found.sku;
        presents.emplace(std::move(sku), std::move(found));
    }
    return presents;
}

Presents present_under(db::Snapshot& snapshot, ShopId shop, const std::vector<Understood>& rows) {
    std::vector<std::string> skus;
    for (const Understood& row : rows) skus.push_back(row.goods.sku);
    Presents presents;
    for (PresentRow& found :
         snapshot.all<PresentRow>("select l.id, l.version, l.state, l.sku, " + present_columns +
                                      "where l.shop = $1 and l.state <> 'ended' "
                                      "and l.sku in (select value from json_each($2))",
                                  shop, http::to_json(skus))) {
        std::string sku = found.sku;
        presents.emplace(std::move(sku), std::move(found));
    }
    presents.merge(present_without_sku(snapshot, shop, skus));
    return presents;
}

void note_problem(db::Tx& tx, const Import& import, std::int64_t number,
                  const RowProblem& problem) {
    tx.run(
        "insert into import_problems (import, mode, row, number, field, code, value) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        import.id, import.mode, problem.row, number, problem.field, problem.code, problem.value);
}

/// How many there are as far as the file is concerned: what it said last time it need not say
/// again, however many were sold since.
std::int64_t stock_for(const PresentRow& present, const Goods& goods) {
    return present.imported_stock == goods.stock ? goods.stock : present.stock;
}

void remember_stock(db::Tx& tx, ListingId listing, std::int64_t stock) {
    tx.run("update listings set imported_stock = $2 where id = $1", listing, stock);
}

/// Puts what was listed where its row says: on sale, on sale and paused, or nowhere yet.
base::Result<base::Done> begin(db::Tx& tx, const Import& import, ListingId id,
                               const Understood& row) {
    if (row.beginning == Beginning::draft) return base::done;
    TRY(publish(tx, import.owner, id));
    if (row.beginning == Beginning::live) return base::done;
    // Somebody who looks at new goods may have held them.
    if (TRY(state_of(tx, id)) == ListingState::live) TRY(pause(tx, import.owner, id));
    if (row.goods.stock > 0) return base::done;
    return set_stock(tx, import.owner, id, 0);
}

base::Result<base::Done> create(db::Tx& tx, const Import& import, const Understood& row,
                                const std::string& currency) {
    const Goods& goods = row.goods;
    NewListing made{.title = goods.title,
                    .description = goods.description,
                    .price = base::Money{goods.price_minor, currency},
                    .stock = goods.stock,
                    .sku = goods.sku,
                    .audience = import.audience,
                    .posted = false,
                    .variant = goods.variant.value_or(""),
                    .handover = goods.handover.value_or(Handover{})};
    // Without any it would be sold out, which nobody pauses.
    if (row.beginning == Beginning::paused) made.stock = std::max<std::int64_t>(goods.stock, 1);
    if (row.beside != 0) made.beside = ListingId{row.beside};
    const ListingId id = TRY(list(tx, import.owner, made));
    remember_stock(tx, id, goods.stock);
    return begin(tx, import, id, row);
}

base::Result<base::Done> change(db::Tx& tx, const Import& import, const PresentRow& present,
                                const Goods& goods, const std::string& currency) {
    Edit change{present.version, goods.title, goods.description,
                base::Money{goods.price_minor, currency}};
    change.variant = goods.variant;
    change.handover = goods.handover;
    TRY(edit(tx, import.owner, present.id, change));
    if (stock_for(present, goods) == goods.stock) return base::done;
    return set_stock(tx, import.owner, present.id, goods.stock);
}

/// Does for good what the verdict asks for; a dry run only counts.
base::Result<base::Done> follow(db::Tx& tx, Import& import, Verdict verdict,
                                const PresentRow* present, const Understood& row,
                                const std::string& currency) {
    const Goods& goods = row.goods;
    const bool apply = import.mode == ImportMode::apply;
    switch (verdict) {
        case Verdict::create:
            ++import.created;
            if (apply) TRY(create(tx, import, row, currency));
            break;
        case Verdict::change:
            ++import.changed;
            if (apply) TRY(change(tx, import, *present, goods, currency));
            break;
        case Verdict::leave: ++import.unchanged; break;
        case Verdict::refuse: ++import.refused; return base::done;
    }
    if (apply && present != nullptr && present->imported_stock != goods.stock) {
        remember_stock(tx, present->id, goods.stock);
    }
    return base::done;
}

Verdict verdict_on(db::Snapshot& snapshot, const Import& import, Understood& row,
                   const PresentRow* present) {
    const Handover handover = present == nullptr ? Handover{} : handover_of(present->handover);
    if (row.problems.empty()) settle_handover(row, handover, snapshot.now());
    if (row.problems.empty()) {
        const auto there =
            present == nullptr
                ? std::nullopt
                : std::optional{InFamily{present->id, present->family, present->variant}};
        settle_family(snapshot, import, row, there);
    }
    if (!row.problems.empty()) return Verdict::refuse;
    std::optional<Present> there;
    if (present != nullptr) {
        // Files of others have the variant in the title.
        if (row.goods.title == whole_title(present->title, present->variant)) {
            row.goods.title = present->title;
        }
        there = Present{present->state,
                        Goods{present->sku, present->title, present->body, present->price_minor,
                              stock_for(*present, row.goods),
                              row.goods.handover ? std::optional{handover} : std::nullopt,
                              row.goods.variant ? std::optional{present->variant} : std::nullopt}};
    }
    const Verdict verdict = judge(row.goods, there);
    if (verdict == Verdict::refuse) {
        row.problems.push_back({row.row, "sku", "not_editable", row.goods.sku});
    }
    return verdict;
}

void save(db::Tx& tx, const Import& import) {
    tx.run(
        "update imports set mode = $2, state = $3, rows_done = $4, created = $5, changed = $6, "
        "unchanged = $7, refused = $8, pictures = $9 where id = $1",
        import.id, import.mode, import.state, import.rows_done, import.created, import.changed,
        import.unchanged, import.refused, import.pictures);
}

base::Result<base::Done> tell_progress(db::Tx& tx, const Import& import) {
    const ImportNews news{import.id, import.owner, import.rows_done, import.rows_total};
    return events::tell(tx, {"import_progressed", import.id.value, http::to_json(news)});
}

base::Result<base::Done> take_pack(db::Tx& tx, Import& import, const std::string& csv,
                                   const std::string& currency) {
    std::vector<Understood> rows;
    for (const CatalogueRow& row : unpack(csv)) {
        rows.push_back(understand(row, currency));
        if (row.pictures == 0) continue;
        import.pictures += row.pictures;
        note_problem(tx, import, 0,  // Before all that is wrong.
                     {row.row, "pictures", std::string{left_out}, std::to_string(row.pictures)});
    }
    const Presents presents = present_under(tx, import.shop, rows);
    for (Understood& row : rows) {
        const auto found = presents.find(row.goods.sku);
        const PresentRow* present = found == presents.end() ? nullptr : &found->second;
        const Verdict verdict = verdict_on(tx, import, row, present);
        std::int64_t number = 0;
        for (const RowProblem& problem : row.problems) note_problem(tx, import, ++number, problem);
        TRY(follow(tx, import, verdict, present, row, currency));
        ++import.rows_done;
    }
    return base::done;
}

base::Result<base::Done> do_step(db::Tx& tx, const events::Job& job, const Settings& settings) {
    Import import = load(tx, {job.subject});
    if (!is_running(import)) return base::done;
    if (job.attempts >= attempts_max) {
        import.state = ImportState::failed;
        save(tx, import);
        return tell_progress(tx, import);
    }
    const auto number = import.rows_done / static_cast<std::int64_t>(rows_per_step);
    const auto csv = tx.one<std::string>(
        "select csv from import_packs where import = $1 and number = $2", import.id, number);
    if (!csv) {  // Somebody has taken it away: nothing is guessed, and nothing stops the market.
        import.state = ImportState::failed;
        save(tx, import);
        return tell_progress(tx, import);
    }
    TRY(take_pack(tx, import, *csv, settings.currency));
    if (import.mode == ImportMode::apply) {
        tx.run("delete from import_packs where import = $1 and number = $2", import.id, number);
    }
    const bool last = import.rows_done >= import.rows_total;
    import.state = last ? ImportState::done : ImportState::running;
    save(tx, import);
    if (!last) events::at(tx, "import_step", tx.now(), import.id.value);
    return tell_progress(tx, import);
}

/// Not under the feet of a running one.
base::Result<base::Done> forget(db::Tx& tx, const events::Job& job) {
    const Import import = load(tx, {job.subject});
    if (is_running(import)) {
        events::at(tx, "import_forget", tx.now() + std::chrono::days{1}, import.id.value);
    } else if (forget_some(tx, import.id)) {
        events::at(tx, "import_forget", tx.now(), import.id.value);
    }
    return base::done;
}

}  // namespace

bool any_running(db::Snapshot& snapshot, base::MemberId member) {
    return snapshot.number(
               "select count(*) from imports where owner = $1 and state in ('queued', 'running')",
               member) > 0;
}

bool forget_some(db::Tx& tx, ImportId import) {
    const std::int64_t problems = tx.run(
        "delete from import_problems where import = $1 and row in (select row from "
        "import_problems where import = $1 order by row limit $2)",
        import, forgotten_at_once);
    const std::int64_t packs = tx.run(
        "delete from import_packs where import = $1 and number in (select number from "
        "import_packs where import = $1 order by number limit $2)",
        import, forgotten_at_once);
    return problems + packs > 0;
}

base::Result<std::vector<CatalogueRow>> read_import(const std::string& csv) {
    Catalogue catalogue = read_catalogue(csv);
    if (!catalogue.fault) return std::move(catalogue.rows);
    const CsvFault& fault = *catalogue.fault;
    return base::wrong_field("csv", fault.code,
                             {{"row", std::to_string(fault.row)}, {"column", fault.column}});
}

base::Result<ImportId> begin_import(db::Tx& tx, base::MemberId member, circles::Audience audience,
                                    const std::vector<CatalogueRow>& rows) {
    base::ensure(!rows.empty());
    const auto shop = shop_of(tx, member);
    if (!shop) return no_shop_yet;
    if (any_running(tx, member)) return import_running;
    const auto id = tx.fresh<ImportId>();
    tx.run(
        "insert into imports (id, seq, shop, owner, audience, mode, state, rows_total, "
        "rows_done, created, changed, unchanged, refused, at) select $1, "
        "coalesce(max(seq), 0) + 1, $2, $3, $4, 'dry_run', 'queued', $5, 0, 0, 0, 0, 0, $6 "
        "from imports where owner = $3",
        id, shop->id, member, audience, static_cast<std::int64_t>(rows.size()), tx.now());
    std::int64_t number = 0;
    for (std::size_t first = 0; first < rows.size(); first += rows_per_step) {
        tx.run("insert into import_packs (import, number, csv) values ($1, $2, $3)", id, number++,
               pack(rows, first, rows_per_step));
    }
    events::at(tx, "import_step", tx.now(), id.value);
    events::at(tx, "import_forget", tx.now() + kept, id.value);
    TRY(tell_progress(tx, load(tx, id)));
    return id;
}

base::Result<base::Done> apply_import(db::Tx& tx, base::MemberId member, ImportId id) {
    Import import = TRY(find_import(tx, member, id));
    if (!may_apply(import) || tx.now() >= import.at + kept) return import_not_ready;
    if (any_running(tx, member)) return import_running;
    import.mode = ImportMode::apply;
    import.state = ImportState::queued;
    import.rows_done = import.created = import.changed = import.unchanged = import.refused = 0;
    import.pictures = 0;
    save(tx, import);
    events::at(tx, "import_step", tx.now(), id.value);
    return tell_progress(tx, import);
}

bool may_apply(const Import& import) {
    return import.mode == ImportMode::dry_run && import.state == ImportState::done &&
           import.created + import.changed > 0;
}

base::Result<Import> find_import(db::Snapshot& snapshot, base::MemberId member, ImportId import) {
    static const std::string sql = std::string{import_columns} + "where id = $1 and owner = $2";
    const auto found = snapshot.one<Import>(sql, import, member);
    if (!found) return no_such_import;
    return *found;
}

std::vector<Import> imports_of(db::Snapshot& snapshot, base::MemberId member, std::int64_t before,
                               std::int64_t limit) {
    static const std::string sql =
        std::string{import_columns} + "where owner = $1 and seq < $2 order by seq desc limit $3";
    return snapshot.all<Import>(sql, member, before, limit);
}

std::vector<RowProblem> problems_of(db::Snapshot& snapshot, const Import& import) {
    return snapshot.all<RowProblem>(
        "select row, field, code, value from import_problems where import = $1 and mode = $2 "
        "and number > 0 order by row, number limit $3",
        import.id, import.mode, problems_shown_max);
}

std::vector<LeftOut> left_out_of(db::Snapshot& snapshot, const Import& import) {
    return snapshot.all<LeftOut>(
        "select row, cast(value as bigint) as pictures from import_problems where import = $1 "
        "and mode = $2 and number = 0 order by row limit $3",
        import.id, import.mode, problems_shown_max);
}

void add_jobs(events::Hub& hub, const Settings& settings) {
    hub.job(
        "import_step",
        [settings](db::Tx& tx, const events::Job& job) { return do_step(tx, job, settings); },
        events::Patience::a_day);
    hub.job(
        "import_forget", [](db::Tx& tx, const events::Job& job) { return forget(tx, job); },
        events::Patience::a_day);
    hub.on("member_left", [](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
        close_for_good(tx, base::MemberId{event.subject});
        return base::done;
    });
    hub.job(std::string{folding_job}, [](db::Tx& tx, const events::Job&) { return fold_some(tx); });
}

}  // namespace shops
