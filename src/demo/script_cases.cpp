// What is reported to the moderators. Some of it is decided, and some waits for whoever looks
// through a moderator's eyes.

#include "demo/verdicts.hpp"
#include "members/members.hpp"
#include "moderation/moderation.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;
using cases::CaseId;
using cases::Measure;

/// What somebody reports of which goods.
struct Told {
    std::string_view title, reporter, rule, words;
};

void report(World& world, base::Time at, const Kept& kept, const Told& told) {
    const std::size_t index = world.item(told.title);
    world.add(at, [&world, index, kept, told](db::Tx& tx) -> Result<Done> {
        const auto member = world.member(told.reporter);
        const auto subject =
            TRY(moderation::subject(tx, member, cases::SubjectKind::listing,
                                    cases::SubjectId{world.items[index].id.value}));
        const auto id = TRY(
            cases::report(tx, {member, subject, std::string{told.rule}, std::string{told.words}}));
        *kept = TRY(cases::find_report(tx, member, id)).case_id;
        return base::done;
    });
}

/// Nothing was wrong.
void write_sharpening(World& world) {
    const auto kept = std::make_shared<CaseId>();
    report(world, world.on(27, 840), kept,
           {"Sharpening: three kitchen knives", "demo_hanna", "dangerous",
            "Knives by post? Somebody will cut themselves on the parcel."});
    decide(world, world.on(26, 610), kept,
           {one_moderator, Measure::leave, "dangerous",
            "The seller has the knives wrapped in a towel and hands them over in person. A sharp "
            "knife is what the buyer wants."});
}

/// Taken down; whoever looks through Ava's eyes finds the reasons and may appeal.
void write_headphones(World& world) {
    const auto kept = std::make_shared<CaseId>();
    report(world, world.on(12, 700), kept,
           {"Headphones, over the ear", "demo_samir", "counterfeit",
            "The name on the band is spelt with one letter too many."});
    report(world, world.on(12, 930), kept,
           {"Headphones, over the ear", "demo_kaito", "counterfeit",
            "I have the real ones. The hinge is another one."});
    decide(
        world, world.on(11, 660), kept,
        {other_moderator, Measure::take_down, "counterfeit",
         "The name on the band is not spelt as the maker spells it, and the hinge is not that of "
         "any of their models. The seller need not have known."});
}

/// Taken down, appealed, and now another moderator has to judge it.
void write_cake(World& world) {
    const auto kept = std::make_shared<CaseId>();
    report(world, world.on(13, 800), kept,
           {"Carrot cake without nuts", "demo_priya", "misleading",
            "The title says without nuts; asked below, the baker cannot promise it."});
    decide(world, world.on(12, 580), kept,
           {other_moderator, Measure::take_down, "misleading",
            "The title promises a cake without nuts. In an answer below it the seller says that "
            "there are nuts in the kitchen on other days. Somebody with an allergy reads the title "
            "and not the answers."});
    world.add(world.on(2, 615), [&world, kept](db::Tx& tx) {
        return cases::appeal(
            tx, world.member("demo_tomas"), *kept,
            "There are no nuts in the cake, and I said so honestly about the "
            "kitchen. I would call it \"carrot cake, no nuts added\" from now on.");
    });
}

/// Nobody has looked yet.
void write_bicycle(World& world) {
    constexpr std::string_view title = "Ladies' bicycle 二手女车，带车筐";
    const auto kept = std::make_shared<CaseId>();
    report(world, world.on(2, 1130), kept,
           {title, "demo_jonas", "forbidden_goods",
            "On the board by the library hangs a note about a stolen bicycle. Same colour, same "
            "basket."});
    report(world, world.on(1, 640), kept,
           {title, "demo_mei", "forbidden_goods",
            "I saw the note too. Please ask him for the papers before somebody buys it."});
}

void make_moderators(World& world) {
    for (const std::string_view handle : {one_moderator, other_moderator}) {
        world.add(world.on(102, 600), [&world, handle](db::Tx& tx) {
            return members::set_permissions(tx, {world.member(handle),
                                                 {std::string{members::moderator_permission}},
                                                 world.member("demo_olga"),
                                                 "Has read the rules, and keeps calm"});
        });
    }
}

}  // namespace

void decide(World& world, base::Time at, const Kept& kept, const Verdict& verdict) {
    world.add(at, [&world, kept, verdict](db::Tx& tx) {
        return cases::take(tx, world.member(verdict.moderator), *kept);
    });
    world.add(at + world.luck.from(9, 40) * std::chrono::minutes{1},
              [&world, kept, verdict](db::Tx& tx) -> Result<Done> {
                  cases::Finding finding{world.member(verdict.moderator), verdict.measure,
                                         std::string{verdict.rule}, std::string{verdict.facts}};
                  const cases::Case one = TRY(cases::find(tx, *kept));
                  if (verdict.thirds > 0) finding.given = one.disputed * verdict.thirds / 3;
                  return cases::decide(tx, *kept, finding);
              });
}

void write_cases(World& world) {
    make_moderators(world);
    write_sharpening(world);
    write_headphones(world);
    write_cake(world);
    write_bicycle(world);
    write_disputes(world);
}

}  // namespace demo
