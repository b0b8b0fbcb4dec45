// What stands on parcels and on transfers. No such street, town or account is anywhere.

#include <algorithm>
#include <array>

#include "demo/demo.hpp"
#include "demo/goods.hpp"

namespace demo {
namespace {

constexpr std::array<std::string_view, 9> streets{"Lindenstraße", "Am Kanal",     "Ahornallee",
                                                  "Bergweg",      "Campus Court", "Maple Row",
                                                  "Mühlenpfad",   "Bücherweg",    "Am Apfelhof"};

/// One number for each handle, spread wide enough for a town.
std::size_t spread(std::string_view handle) {
    std::size_t number = 7;
    for (const char letter : handle) number = number * 31 + static_cast<unsigned char>(letter);
    return number;
}

std::string_view name_of(std::string_view handle) {
    for (const Persona& one : personas()) {
        if (one.handle == handle) return one.name;
    }
    const auto list = figures();
    const auto found = std::ranges::find(list, handle, &Figure::handle);
    base::ensure(found != list.end());
    return found->name;
}

constexpr Banked accounts[] = {
    {"demo_ben", "Ben Ahlers", "DE25000000000000000101", 117},
    {"demo_lin", "Lin Yue", "DE95000000000000000102", 117},
    {"demo_sofia", "Sofia Lindner", "DE68000000000000000103", 116},
    {"demo_tomas", "Tomas Brod", "DE41000000000000000104", 116},
    {"demo_karim", "Karim Haddad", "DE14000000000000000105", 112},
    {"demo_nora", "Nora Vogel", "DE84000000000000000106", 110},
    {"demo_felix", "Felix Amsel", "DE57000000000000000107", 96},
    {"demo_marta", "Marta Ruiz", "DE30000000000000000108", 83},
    {"demo_chen", "Chen Li", "DE03000000000000000109", 71},
    // A day ago: one that rests still. Ava has named none, and the money waits for her.
    {"demo_wei", "Wei Shuhang", "DE73000000000000000110", 1},
    // The bank knows his first one no more.
    {"demo_karim", "Karim Haddad", "DE46000000000000000111", 34},
};

constexpr Gone leaving[] = {
    {"demo_marta", "", 5},
    {"demo_tomas", "Carrot cake without nuts", 14},
    {"demo_ava", "Headphones, over the ear", 120},
    {"demo_karim", "Ladies' bicycle 二手女车，带车筐", 120},
};

}  // namespace

Recipient recipient_of(std::string_view handle) {
    const std::size_t number = spread(handle);
    const std::string_view street = streets[number % streets.size()];
    const std::string house = std::to_string(1 + number / streets.size() % 88);
    return {std::string{name_of(handle)},
            std::string{street} + " " + house + "\n00420 Maple Campus"};
}

std::span<const Banked> banked() {
    return accounts;
}

std::span<const Gone> gone() {
    return leaving;
}

}  // namespace demo
