// What people post, and what they ask each other under the goods.

#include "demo/goods.hpp"

namespace demo {
namespace {

constexpr auto friends_only = circles::Audience::friends;

constexpr Post said[] = {
    {"demo_mei", "Does anybody still have jam jars? I swap full ones for empty ones.", 1},
    {"demo_ben", "The shed is warm again, so new boards are drying. Ready on Saturday.", 3},
    {"demo_lin",
     "周五从图书馆门口取货，六点到七点。Pick-up on Friday by the library, six to seven.", 5},
    {"demo_ava", "Moving out at the end of the month. Everything must find a home.", 8,
     friends_only},
    {"demo_tomas", "First oven of the term. The rye is on time, I am not.", 118},
    {"demo_sofia", "Kiln is open, nothing cracked. I will not say it aloud again.", 116},
    {"demo_olga",
     "Welcome, everybody. Pay here, look at what arrives, and only then say yes. If something is "
     "wrong, write to me.",
     112},
    {"demo_felix", "Printed in the dark until two. The bridge looks better at night, as do I.",
     109},
    {"demo_karim",
     "Whoever left a blue bicycle at the yard in spring: it is well and asks for you.", 106},
    {"demo_wei", "新到一箱旧书，明天摊上见。A new box of old books, on the stall tomorrow.", 104},
    {"demo_anna", "Rye from Crumb & Crust, butter, salt. I have nothing to add.", 101},
    {"demo_marta",
     "Somebody practised the same four bars for an hour below my window. Today they got it. "
     "Bravo.",
     97},
    {"demo_xiaoyu", "第一次在这里买东西，钱先放着，货到了才给，安心。", 94},
    {"demo_nora", "The bees have found the lime trees behind chemistry. Honey in three weeks.", 91},
    {"demo_hanna",
     "Looking for two people to share a bag of flour. Twenty-five kilos was ambitious.", 88},
    {"demo_jia", "换季啦，毛衣上新。Jumpers are up, washed and mended.", 85},
    {"demo_emil", "My chair no longer sings. Thank you, Ben.", 82},
    {"demo_priya", "Exam in nine days. If you see me at the market, send me home.", 79},
    {"demo_chen",
     "这周换了七块屏。大家手机套用起来吧！Seven screens this week. Please, people, cases.", 76},
    {"demo_tomas", "There will be no cherry cake next week. The cherries have been eaten. By me.",
     73},
    {"demo_lena", "Found: one glove, left, grey, clever. At the tram stop by the library.", 70},
    {"demo_tomas", "Berta had a daughter. Starters are up.", 68},
    {"demo_daniel",
     "Carried a sofa up four floors with Chen's people. They sang. I paid extra in cake.", 65},
    {"demo_siqi", "期中结束！谁周六一起去河边？Mid-terms over, river on Saturday?", 62,
     friends_only},
    {"demo_nora", "Peonies. That is the whole message.", 59},
    {"demo_george", "To the student who sold me the atlas: I have not been out since.", 57},
    {"demo_ling", "包子师傅林姐又上新，冰箱已经塞满。", 54},
    {"demo_felix", "Misprint of the week: a bridge with two moons. I shall keep one.", 51},
    {"demo_karim", "Rain until Thursday. Brakes first, then chains, then complaints.", 48},
    {"demo_mei", "Made chive dumplings last from Monday to Monday. Well, to Tuesday.", 46},
    {"demo_rosa", "House for swap over the summer: two rooms and an orange tree in Bologna.", 44,
     friends_only},
    {"demo_ben", "A go board took six weekends. I do not play go. I do now.", 41},
    {"demo_haoran",
     "有人一起学吉他吗？老师很耐心，我很慢。Guitar together? The teacher is patient and I am "
     "slow.",
     39},
    {"demo_ida", "The stool from Ben is too good to sit on. I sit next to it.", 37},
    {"demo_olga",
     "From today the rules have a page with their history: see Rules and rates. Ask me if a "
     "sentence is not clear.",
     34},
    {"demo_sofia", "Wheel evening is full again. I have added a Wednesday.", 32},
    {"demo_lin", "书法课还有两个位子。Two seats left for brush and ink.", 30},
    {"demo_jonas", "Selling my car soon. Karim, this is your fault and I thank you.", 28},
    {"demo_tomas", "The end-of-day bag is a thing now. It is always different, do not ask me.", 26},
    {"demo_marta", "Trio on the 12th. The cat has agreed to the programme.", 24},
    {"demo_yun", "搬家求纸箱，有多的吗？Moving: has anybody boxes to spare?", 21},
    {"demo_vera", "Is it too early for ginger stars? (It is never.)", 19},
    {"demo_felix",
     "Five seats for the linocut evenings. Bring a picture that is simple. Simpler than that.", 17},
    {"demo_chen",
     "旧照片扫描开张。昨天扫到一张1968年的婚礼，真美。We scan old photographs now. A wedding from "
     "1968 yesterday.",
     15},
    {"demo_nora", "Apples! The ladder is in the shed, the shed is open.", 13},
    {"demo_elif", "The honey is minty, really. I thought that was poetry.", 11},
    {"demo_noah", "Anybody up for chess at the canteen, Tuesdays? I lose politely.", 10},
    {"demo_ruoxi", "论文交了。睡觉。Thesis handed in. Sleep.", 7},
    {"demo_samir", "Bought a bicycle on Monday, was on time on Tuesday. A correlation.", 6},
    {"demo_agnes", "Lost my reading glasses somewhere between bread and books.", 4},
    {"demo_sofia", "Glaze day. Everything I own is slightly green.", 2},
};

constexpr Asked asked[] = {
    {"Speckled mug, 300 ml", "demo_anna", 100, "Is the inside glazed as well?",
     "Yes, with a clear one. It does not stain, I drink black tea from mine."},
    {"Big mug for people who mean it, 500 ml", "demo_uwe", 90, "How heavy is it?",
     "480 grams. You notice it, but you can still turn a page."},
    {"Walnut chopping board", "demo_clara", 98, "What do you oil it with?",
     "Linseed, twice, a week apart. Again once a year is enough."},
    {"Three-legged stool", "demo_ida", 66, "How high is it?",
     "45 cm. I can make it 42 or 48 for the same."},
    {"Picture frame, made to your size", "demo_ruoxi", 40, "可以做 30 × 30 吗？",
     "Of course, and square is even easier. 可以的！"},
    {"Rye sourdough, one kilo", "demo_hanna", 93, "Can I have it sliced?",
     "You can, but it keeps better whole. Say so in the order and I slice it."},
    {"Carrot cake without nuts", "demo_priya", 51,
     "Is it really safe? My flatmate is very allergic.",
     "There are nuts in my kitchen on other days. I clean, but I cannot promise traces. Better not "
     "for her, then."},
    {"Sourdough starter, 50 g, with instructions", "demo_pim", 60, "What if I forget a Thursday?",
     "She forgives two. Not three."},
    {"桂花乌龙 Osmanthus oolong, 100 g", "demo_george", 96, "How hot should the water be?",
     "About 95 degrees, short and often: five infusions from one spoon."},
    {"韭菜水饺 Chive dumplings, thirty", "demo_tao", 55, "有没有素的？",
     "下周做韭菜鸡蛋的，给你留。Vegetarian ones next week."},
    {"Hand-sewn tote, indigo", "demo_zoe", 72, "Does the colour run?",
     "The first time a little. Wash it alone once, cold."},
    {"Pilea, well behaved", "demo_maja", 86, "Is it all right with a cat in the house?",
     "Yes, it is not poisonous. The cat may be less good for the plant."},
    {"Snake plant for dark corners", "demo_bo", 77, "My corner is really dark.",
     "So was mine. It grows slowly there, but it grows."},
    {"Linden honey, 500 g", "demo_yun", 70, "会结晶吗？",
     "会的，三四个月以后，隔水温一下就好。It sets after some months; warm it gently."},
    {"City bicycle, step-through, 7 gears", "demo_siqi", 88, "I am 1.58 m. Too big?",
     "Come and sit on it. The saddle goes down further than it looks."},
    {"Steel road bicycle from 1986, restored", "demo_will", 80, "Would you take 280?",
     "Sorry, no. There are forty hours in it. But I throw in the second set of tyres."},
    {"Winter check for your bicycle", "demo_lena", 60, "Do you do e-bikes?",
     "Everything but the motor."},
    {"Atlas of remote islands", "demo_george", 71, "English or German?", "English, first edition."},
    {"Crime novels, five for a rainy week", "demo_agnes", 49, "Are they large print?",
     "Two of the five are. I can make it three, write it into the order."},
    {"旗袍改良款 Dress in the qipao style, size M", "demo_jing", 64, "腰围多少？",
     "74 厘米，有一点弹性。"},
    {"Leather boots, 38", "demo_xenia", 29, "Do they run small?",
     "A little. I am a 37 and wear them with thick socks."},
    {"Linocut: the old bridge at night", "demo_rosa", 83, "Could you frame it?",
     "I do not, but Ben does, and we know the size."},
    {"A portrait of your pet from a photograph", "demo_quinn", 41, "Two dogs in one picture?",
     "With pleasure, if they can keep still in the photo."},
    {"Guitar lesson, 45 minutes", "demo_haoran", 66, "完全零基础可以吗？",
     "Claro. Those are my favourites."},
    {"Electric piano, 61 keys", "demo_kaito", 58, "Does it have a headphone socket?",
     "Yes, the small one, at the back."},
    {"Phone screen replaced 手机换屏", "demo_gita", 69, "Do I lose my photos?",
     "No, we do not touch what is on it. A copy beforehand is still wise."},
    {"Haircut at home 上门理发", "demo_zihan", 45, "周日也上门吗？", "上，上午十点以后。"},
    {"Mathematics, one hour, school to second year", "demo_tara", 75, "Also statistics?",
     "Up to regression, gladly. Beyond that I send you to Ava's notes."},
    {"Basket of apples, 4 kg", "demo_mia", 9, "Are they good for cake?", ""},
    {"Film camera, ready to shoot", "demo_emil", 5, "Which lens is on it?", ""},
    {"Linocut course, two evenings", "demo_luis", 6, "I am left-handed. Is that a problem?", ""},
    {"Calculus textbook, third edition", "demo_ravi", 4, "Does it have the solutions at the back?",
     "To the odd ones. The even ones are life."},
};

}  // namespace

std::span<const Post> posts() {
    return said;
}

std::span<const Asked> questions() {
    return asked;
}

}  // namespace demo
