// Who the stalls of the demo market say they are, when one can come, and on which conditions they
// sell. The streets are as invented as the people.

#include "demo/goods.hpp"

namespace demo {
namespace {

constexpr Introduction list[] = {
    {"demo_ben",
     "I am Ben. By day I mend the university's furniture, in the evening I make boards, spoons and "
     "stools from what the workshop would burn. Everything is oiled, nothing is varnished, and "
     "what "
     "comes loose within a year I glue again for nothing.",
     "Most evenings from six to eight, Saturday from ten to one.", "The yard, second gate",
     "Behind the shed in the yard, second gate. Ring twice; the dog is friendly.", false,
     "I send within four days, wrapped in paper, no plastic.\n"
     "Not what you expected? Send it back within 14 days, unused and not oiled again, and you have "
     "your money back. You pay the postage, unless it was my fault.\n"
     "What is made to your measure I cannot take back; I show you a drawing first.\n"
     "Wood moves. A fine crack at the end of a board is wood, a loose leg is a fault, and mine."},
    {"demo_lin",
     "你好，我是 "
     "Lin。茶是我妈妈从安溪寄来的，包子和饺子是我自己周五下午包的，面膜只卖我自己用的牌子，每批都附"
     "上"
     "进货单照片。\n"
     "Tea from my mother's town, dumplings I fold myself on Fridays, and the few things I missed "
     "when I moved here. Ask me anything, in Chinese or in English.",
     "周五 18:00–19:00，图书馆门口。Fridays six to seven. 其他时间请先留言。",
     "图书馆门口 By the library", "图书馆正门左边的长椅。The bench left of the main door.", false,
     "发货：付款后两天内寄出。自提：周五。\n"
     "茶叶未拆封，14 天内可退，运费由您承担；寄错或破损由我承担。\n"
     "新鲜食品和拆封的面膜不退；有问题当天告诉我，拍张照片，我全额退款。\n"
     "I post within two days. Sealed tea comes back within 14 days, you pay the postage. Fresh "
     "food "
     "and opened masks cannot; if something is wrong, tell me the same day with a picture and all "
     "of "
     "your money goes back."},
    {"demo_ava",
     "Moving out at the end of term, so everything must go: books, the lamp, the good armchair. I "
     "write down every scratch I know of.",
     "Mornings until eleven, not on Sundays.", "Student houses, block C",
     "Block C, second floor, the door with the fern.", false,
     "Used things, sold as they are described. If I forgot to mention something, tell me within "
     "three "
     "days and we agree on a price, or you bring it back. Just changed your mind? Sorry, I will "
     "have "
     "moved."},
    {"demo_sofia",
     "Linden Pottery is a wheel, a kiln and me, Sofia, in the old dairy. I throw stoneware for "
     "every "
     "day: it goes into the dishwasher and the oven, and it likes to be used. Twice a month six "
     "people "
     "sit at the wheels with me for an evening.",
     "Wednesday to Friday 2 to 6 pm, Saturday 10 am to 2 pm. Closed while the kiln is open.",
     "The old dairy", "Linden Pottery, the old dairy, Lindenhof 3. The blue door.", true,
     "Sent within five days, packed in straw. Broken on the way? Keep the pieces, send me a "
     "picture, "
     "and choose: another one or your money.\n"
     "Unused pots come back within 30 days; I pay the postage inside the country.\n"
     "Glazes differ from firing to firing: yours may be a shade lighter than the picture.\n"
     "An evening at the wheel can be moved until two days before, and paid back until a week "
     "before."},
    {"demo_tomas",
     "Crumb & Crust bakes five nights a week in the back of the former station café: rye from the "
     "mill "
     "in the valley, butter that says butter. Order by eight in the evening and it is in the oven "
     "that "
     "night.",
     "Tuesday to Saturday 7 am to 12 noon.", "The old station",
     "Crumb & Crust, the old station, the window on platform 1.", true,
     "Bread cannot come back, but a bad loaf should not have left: tell me within a day and I bake "
     "another one or give the money back, as you like.\n"
     "Cakes are ordered two days ahead. Until then you can call them off and pay nothing.\n"
     "Allergens stand with each thing. There are nuts, sesame, eggs and milk in this bakery."},
    {"demo_wei",
     "老书虫是一间六平方米的旧书铺，中文书为主，也有德文和英文。每本书我都翻过：缺页、划线、前主人"
     "的题词，都写在"
     "介绍里。\n"
     "Second-hand books, most of them Chinese. I leaf through each one and write down what I find.",
     "周三、周五 16:00–19:00。Wednesdays and Fridays four to seven.",
     "留学生楼一层 Guest house, ground floor",
     "一层 104 室，门口有一盆绿萝。Room 104, the pothos by the door.", false,
     "付款后三天内寄出，普通邮件；需要挂号请先留言。\n"
     "描述有误，14 天内包邮退换。只是不喜欢，也可以退，运费自理。\n"
     "If a book is not as I described it, it comes back within 14 days and I pay the postage. If "
     "you "
     "just do not like it, it comes back too, and you pay it."},
    {"demo_jia",
     "衣柜：我和室友一起整理的二手衣物，都洗过、熨过，量过尺寸。尺寸以平铺测量为准，差一厘米是正常"
     "的。\n"
     "Clothes of three flatmates, washed, ironed and measured lying flat.",
     "周日 14:00–17:00 可以来试穿。Try things on, Sundays two to five.", "东门 East gate",
     "东门对面，按门铃 Jia。Opposite the east gate, the bell says Jia.", false,
     "两天内寄出。尺寸不合适，7 天内可退，请保留吊牌，运费自理。\n"
     "有没写到的污渍或破损：拍照告诉我，全额退款，不用寄回。\n"
     "Sent within two days. Does not fit? Back within 7 days, tag on, you pay the postage. A stain "
     "that "
     "I did not mention: send a picture and keep it, your money goes back."},
    {"demo_karim",
     "Spoke Yard is two stands, a truing wheel and forty years of bicycles between my uncle and "
     "me. We "
     "sell what we have restored and mend what you bring. Every bicycle has had new cables, new "
     "brake "
     "pads and a ride around the lake.",
     "Monday to Friday 10 am to 6 pm, Saturday until 2 pm.", "Under the railway arches",
     "Spoke Yard, arch 7, Bahnbogen. The one with the wheels on the wall.", true,
     "Bicycles: ride for two weeks. If it is not yours, bring it back as it was and you have your "
     "money "
     "back, less what you broke.\n"
     "We stand behind our repairs for six months. Tyres, pads and chains wear; that is not a "
     "fault.\n"
     "A repair that would cost more than we said waits until you have said yes.\n"
     "No bicycle without a number that we have checked against the list of the stolen."},
    {"demo_nora",
     "A south-facing windowsill, two hives on the roof and more cuttings than a flat can hold. I "
     "am "
     "Nora; I tell you honestly which plant will die in your bathroom.",
     "Thursdays 5 to 7 pm, or write to me.", "Garden colony on the hill",
     "Plot 31, through the green gate. The bees are busy, just walk on.", false,
     "Plants are sent on Mondays, so that none spends a weekend in a van; below freezing they "
     "wait, and "
     "I tell you.\n"
     "Arrived limp? A picture within two days, and I send another one or your money.\n"
     "Honey and jam, unopened, come back within 14 days."},
    {"demo_felix",
     "Paper Moon Press: one Risograph, one etching press, and a cupboard of paper offcuts. I cut, "
     "print "
     "and sew here, in runs small enough to number by hand.",
     "Tuesday and Thursday 3 to 7 pm.", "Courtyard behind the cinema",
     "Paper Moon Press, Kinohof, second door, up the stairs.", true,
     "Prints travel flat in cardboard, within three days. Bent on the way? I print yours again.\n"
     "They come back within 14 days if they are as they were.\n"
     "Portraits and posters are made for you: you see a proof, change it twice, and then it is "
     "yours.\n"
     "Of a course you can be paid back until a week before it begins."},
    {"demo_marta",
     "I teach guitar, tune pianos and cannot walk past a box of records. Loud and Quiet is what I "
     "have "
     "set up, cleaned and played myself. Come and try it first if you can.",
     "By arrangement, most afternoons. Write to me a day before.", "Music school, side entrance",
     "Music school, side entrance, room 12.", false,
     "Instruments: try them at home for a week. If it does not sing, it comes back and you pay the "
     "way.\n"
     "Records are graded as I hear them; if yours skips and I did not say so, it comes back on my "
     "cost.\n"
     "Lessons can be moved until the evening before. After that they are played, with or without "
     "you."},
    {"demo_chen",
     "帮帮忙：搬家、装家具、换手机屏、陪读作业。一次说好价格，做完再确认，钱才到我这里。\n"
     "Helping Hands: we move, mend, cut, scan and explain. One price beforehand, and I am paid "
     "when you "
     "say that it is done.",
     "每天 9:00–20:00，先约时间。Every day nine to eight, by appointment.",
     "学生食堂旁 By the canteen",
     "食堂旁 2 号楼工作间，敲门。Building 2 beside the canteen, the workshop. Knock.", false,
     "约好的时间，提前一天可以免费改。\n"
     "维修保修三个月：同样的毛病，免费再修一次；修不好，全额退款。\n"
     "搬家弄坏的东西由我赔，请搬之前告诉我哪些怕碰。\n"
     "You can move an appointment until the day before. Repairs are good for three months: the "
     "same "
     "fault is mended again for nothing, or all of your money goes back. What we break, we "
     "replace."},
};

}  // namespace

std::span<const Introduction> introductions() {
    return list;
}

}  // namespace demo
