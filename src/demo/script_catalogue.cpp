// A catalogue that came as a file: first with a slip, which the dry run shows, then for good.

#include "demo/world.hpp"
#include "events/events.hpp"
#include "media/media.hpp"
#include "shops/import.hpp"
#include "shops/on_sale.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;

constexpr std::string_view importer = "demo_wei";

struct Book {
    std::string_view sku, title, text, price;
    std::uint32_t colour = 0;
};

constexpr Book books[] = {
    {"WB-201", "《骆驼祥子》 Rickshaw Boy", "老版本，书脊有折痕。An old edition, creased spine.",
     "6.50", 0x8e1f2a},
    {"WB-202", "《边城》 Border Town", "薄薄一本，一个下午读完。Thin; one afternoon is enough.",
     "5.00", 0x2d6a4f},
    {"WB-203", "《呼兰河传》 Tales of Hulan River", "内页干净。Clean inside.", "7.00", 0x3f6fa8},
    {"WB-204", "Introduction to statistics, second edition",
     "The third one has the same exercises in another order.", "12.00", 0x5f8fc0},
    {"WB-205", "Organic chemistry, a heavy one", "Underlined up to page 90, hopeful after that.",
     "18.00", 0x1f6f5c},
    {"WB-206", "A short history of tea", "With a tea stain, which may be on purpose.", "8.00",
     0xc9855f},
    {"WB-207", "Railway timetable of 1974", "For dreamers. None of the trains go any more.", "9.50",
     0x23395b},
    {"WB-208", "Four plays, one volume", "From the theatre club; names of the cast in the margin.",
     "6.00", 0xb33a5b},
    {"WB-209", "Star map that turns", "Cardboard, for our latitude, works.", "4.50", 0x3a342f},
    {"WB-210", "Grammar of German, in German", "Thirty years old, and so are the irregular verbs.",
     "5.50", 0xe5b93f},
};

/// As a sheet is saved. With the slip one price has a comma, as people here write it.
std::string file(bool slip) {
    std::string csv = "sku,title,description,price,stock\r\n";
    for (const Book& book : books) {
        const bool wrong = slip && book.sku == "WB-209";
        const std::string price = wrong ? "\"4,50\"" : std::string{book.price};
        csv += std::string{book.sku} + ",\"" + std::string{book.title} + "\",\"" +
               std::string{book.text} + "\"," + price + ",1\r\n";
    }
    return csv;
}

Result<Done> run_steps(db::Tx& tx) {
    for (const events::Job& job : events::due(tx, tx.now(), 200)) {
        if (job.kind == "import_step") TRY(events::perform(tx, job));
    }
    return base::done;
}

/// The dry run of a file; which import it was is kept where somebody asks for it.
void dry_run(World& world, base::Time at, bool slip,
             const std::shared_ptr<shops::ImportId>& import) {
    world.add(at, [&world, slip, import](db::Tx& tx) -> Result<Done> {
        const auto rows = TRY(shops::read_import(file(slip)));
        *import = TRY(
            shops::begin_import(tx, world.member(importer), circles::Audience::everybody, rows));
        return base::done;
    });
    world.add(at + std::chrono::seconds{2}, run_steps);
}

/// What an import has listed is known to its file by SKU, and to us by its title.
shops::ListingId listed_as(db::Snapshot& snapshot, base::MemberId owner, std::string_view title) {
    constexpr std::int64_t all = 1000;
    std::vector<shops::ListingId> ids;
    for (const auto& one : shops::goods_on_sale(snapshot, 0, all)) {
        ids.push_back(shops::ListingId{one.id});
    }
    for (const auto& one : shops::seen_among(snapshot, owner, ids)) {
        if (one.owner == owner && one.title == title) return one.id;
    }
    base::unreachable();
}

void add_pictures(World& world, base::Time at) {
    for (const Book& book : books) {
        world.extras.push_back({book.title, Motif::novel, book.colour});
    }
    for (std::size_t i = 0; i < std::size(books); ++i) {
        at += std::chrono::seconds{70};
        world.add(at, [&world, i](db::Tx& tx) -> Result<Done> {
            const auto owner = world.member(importer);
            const auto id = listed_as(tx, owner, books[i].title);
            shops::Edit edit;
            edit.version = 1;
            edit.pictures = {TRY(media::add(tx, owner, *world.extras[i].picture, {}))};
            return shops::edit(tx, owner, id, edit);
        });
    }
}

}  // namespace

void write_catalogue(World& world) {
    const base::Time evening = world.on(10, 19 * 60 + 12);
    dry_run(world, evening, true, std::make_shared<shops::ImportId>());
    const auto import = std::make_shared<shops::ImportId>();
    const base::Time again = evening + std::chrono::minutes{6};
    dry_run(world, again, false, import);
    const base::Time done = again + std::chrono::minutes{3};
    world.add(done, [&world, import](db::Tx& tx) {
        return shops::apply_import(tx, world.member(importer), *import);
    });
    world.add(done + std::chrono::seconds{2}, run_steps);
    add_pictures(world, done + std::chrono::minutes{2});
}

}  // namespace demo
