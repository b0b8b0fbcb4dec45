// Who lives in the demo market, and who has a stall.

#include "demo/goods_tables.hpp"

namespace demo {

std::span<const Stall> stalls() {
    static const Stall list[] = {
        {"demo_ben", "Ben's stall", Pace::usual, goods_of_ben()},
        {"demo_lin", "Lin's stall", Pace::busy, goods_of_lin()},
        {"demo_ava", "Ava's stall", Pace::slow, goods_of_ava()},
        {"demo_sofia", "Linden Pottery", Pace::usual, goods_of_sofia(),
         "*:590/6000 AT:890 CH:1290"},
        {"demo_tomas", "Crumb & Crust", Pace::busy, goods_of_tomas()},
        {"demo_wei", "老书虫 The Bookworm", Pace::slow, goods_of_wei()},
        {"demo_jia", "Second Closet 衣柜", Pace::slow, goods_of_jia()},
        {"demo_karim", "Spoke Yard", Pace::usual, goods_of_karim()},
        {"demo_nora", "Windowsill & Hive", Pace::busy, goods_of_nora(), "*:490"},
        {"demo_felix", "Paper Moon Press", Pace::usual, goods_of_felix(), "*:290/2500"},
        {"demo_marta", "Loud and Quiet", Pace::slow, goods_of_marta()},
        {"demo_chen", "帮帮忙 Helping Hands", Pace::usual, goods_of_chen()},
    };
    return list;
}

std::span<const Figure> figures() {
    using enum http::Language;
    static constexpr Figure list[] = {
        {"demo_sofia", "Sofia Lindner", en}, {"demo_tomas", "Tomas Brod", en},
        {"demo_wei", "魏书航 Wei", zh},      {"demo_jia", "Jia 佳", zh},
        {"demo_karim", "Karim Haddad", en},  {"demo_nora", "Nora Vogel", en},
        {"demo_felix", "Felix Amsel", en},   {"demo_marta", "Marta Ruiz", en},
        {"demo_chen", "陈立 Chen Li", zh},   {"demo_anna", "Anna Krüger", en},
        {"demo_bo", "Bo Nilsson", en},       {"demo_clara", "Clara Weiss", en},
        {"demo_daniel", "Daniel Okoye", en}, {"demo_elif", "Elif Demir", en},
        {"demo_fatima", "Fatima Zahra", en}, {"demo_george", "George Whitlock", en},
        {"demo_hanna", "Hanna Sommer", en},  {"demo_ivan", "Ivan Petrov", en},
        {"demo_jonas", "Jonas Roth", en},    {"demo_kaito", "Kaito Mori", en},
        {"demo_lena", "Lena Fischer", en},   {"demo_mia", "Mia Hoffmann", en},
        {"demo_noah", "Noah Bergmann", en},  {"demo_oskar", "Oskar Lund", en},
        {"demo_priya", "Priya Raman", en},   {"demo_quinn", "Quinn Doyle", en},
        {"demo_rosa", "Rosa Marini", en},    {"demo_samir", "Samir Aziz", en},
        {"demo_tara", "Tara Singh", en},     {"demo_uwe", "Uwe Schmidt", en},
        {"demo_will", "Will Carter", en},    {"demo_xenia", "Xenia Pappas", en},
        {"demo_yara", "Yara Haddad", en},    {"demo_zoe", "Zoe Martin", en},
        {"demo_xiaoyu", "小雨 Xiaoyu", zh},  {"demo_haoran", "浩然", zh},
        {"demo_siqi", "思琪 Siqi", zh},      {"demo_yichen", "亦辰", zh},
        {"demo_ruoxi", "若曦 Ruoxi", zh},    {"demo_zihan", "子涵", zh},
        {"demo_jing", "静 Jing", zh},        {"demo_qiang", "王强", zh},
        {"demo_ling", "玲玲", zh},           {"demo_tao", "Tao 涛", zh},
        {"demo_yun", "云 Yun", zh},          {"demo_hua", "李华", zh},
        {"demo_pim", "Pim de Vries", en},    {"demo_agnes", "Agnes Keller", en},
        {"demo_luis", "Luis Ferreira", en},  {"demo_ida", "Ida Holm", en},
        {"demo_ravi", "Ravi Menon", en},     {"demo_gita", "Gita Shah", en},
        {"demo_emil", "Emil Baum", en},      {"demo_maja", "Maja Kowalska", en},
    };
    return list;
}

}  // namespace demo
