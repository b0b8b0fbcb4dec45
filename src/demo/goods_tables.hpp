#pragma once

// The stalls' tables, each in the file of its kind.

#include "demo/goods.hpp"

namespace demo {

std::span<const Goods> goods_of_ben();
std::span<const Goods> goods_of_lin();
std::span<const Goods> goods_of_sofia();
std::span<const Goods> goods_of_tomas();
std::span<const Goods> goods_of_ava();
std::span<const Goods> goods_of_wei();
std::span<const Goods> goods_of_jia();
std::span<const Goods> goods_of_karim();
std::span<const Goods> goods_of_nora();
std::span<const Goods> goods_of_felix();
std::span<const Goods> goods_of_marta();
std::span<const Goods> goods_of_chen();

}  // namespace demo
