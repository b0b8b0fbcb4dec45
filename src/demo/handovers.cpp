// Which goods of the demo market are not simply sent to everybody.

#include "demo/goods.hpp"

namespace demo {
namespace {

using enum shops::Ways;

constexpr Handed list[] = {
    {"Bicycle repair, one evening", "The yard, second gate",
     "Behind the shed in the yard, second gate. Ring twice; the dog is friendly.", "", pick_up},
    {"Half a lamb from my brother's farm", "The yard, second gate",
     "Behind the shed in the yard, second gate. Bring two big boxes.", "", pick_up, 24},
    {"Your wobbly chair, glued", "The yard, second gate",
     "Behind the shed in the yard, second gate.", "", pick_up},
    {"Walnut chopping board", "The yard, second gate",
     "Behind the shed in the yard, second gate, most evenings after six.", "AT,BE,DE,FR,NL", both},
    {"韭菜水饺 Chive dumplings, thirty", "图书馆门口 By the library",
     "图书馆正门左边的长椅，周五六点到七点。The bench left of the main door, Fridays six to "
     "seven.",
     "", pick_up},
    {"Red bean buns, six 豆沙包", "图书馆门口 By the library",
     "图书馆正门左边的长椅，周五六点到七点。The bench left of the main door, Fridays six to "
     "seven.",
     "", pick_up},
    {"桂花乌龙 Osmanthus oolong, 100 g", "", "", "AT,CH,DE,FR,NL", ship},
    {"改裤脚 Trousers taken up", "图书馆门口 By the library",
     "三楼缝纫间，上楼左转。Sewing room on the third floor, left of the stairs.", "", pick_up},
    {"Calculus textbook, third edition", "Mathematics, main hall",
     "Locker 118 in the main hall; I write you the code when it is paid.", "", both, 16},
    {"Desk lamp, warm light", "Student houses, block C",
     "Block C, second floor. I am there in the mornings.", "", both},
};

}  // namespace

std::span<const Handed> handed() {
    return list;
}

}  // namespace demo
