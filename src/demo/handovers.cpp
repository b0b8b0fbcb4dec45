// Which goods of the demo market are not simply sent to everybody.

#include "demo/goods.hpp"

namespace demo {
namespace {

using enum shops::Ways;

constexpr Handed list[] = {
    {"Bicycle repair, one evening", pick_up, "The yard, second gate",
     "Behind the shed in the yard, second gate. Ring twice; the dog is friendly."},
    {"Half a lamb from my brother's farm", pick_up, "The yard, second gate",
     "Behind the shed in the yard, second gate. Bring two big boxes.", "", 24},
    {"Your wobbly chair, glued", pick_up, "The yard, second gate",
     "Behind the shed in the yard, second gate."},
    {"Walnut chopping board", both, "The yard, second gate",
     "Behind the shed in the yard, second gate, most evenings after six.", "AT,BE,DE,FR,NL"},
    {"韭菜水饺 Chive dumplings, thirty", pick_up, "图书馆门口 By the library",
     "图书馆正门左边的长椅，周五六点到七点。The bench left of the main door, Fridays six to "
     "seven."},
    {"Red bean buns, six 豆沙包", pick_up, "图书馆门口 By the library",
     "图书馆正门左边的长椅，周五六点到七点。The bench left of the main door, Fridays six to "
     "seven."},
    {"桂花乌龙 Osmanthus oolong, 100 g", ship, "", "", "AT,CH,DE,FR,NL"},
    {"改裤脚 Trousers taken up", pick_up, "图书馆门口 By the library",
     "三楼缝纫间，上楼左转。Sewing room on the third floor, left of the stairs."},
    {"Calculus textbook, third edition", both, "Mathematics, main hall",
     "Locker 118 in the main hall; I write you the code when it is paid.", "", 16},
    {"Desk lamp, warm light", both, "Student houses, block C",
     "Block C, second floor. I am there in the mornings."},
};

}  // namespace

std::span<const Handed> handed() {
    return list;
}

}  // namespace demo
