// What buyers say of what they bought.

#include "demo/goods.hpp"

namespace demo {
namespace {

constexpr Opinion said[] = {
    {Kind::made, 5, "Better than in the picture, and the picture was why I bought it."},
    {Kind::made, 5, "You can see that somebody took their time. It is in use every day."},
    {Kind::made, 5, "做工很细，边角都磨圆了。送人自用都好。"},
    {Kind::made, 5, "Bought one for my mother. She asked for the address and bought three."},
    {Kind::made, 5, "Packed in so much paper that unpacking was part of the fun. Not a scratch."},
    {Kind::made, 4,
     "Lovely, a bit smaller than I had thought. I should have read the measurements."},
    {Kind::made, 4, "A little darker than on the screen, and I like it that way."},
    {Kind::made, 5, "Third one from this stall. They get on well with each other."},
    {Kind::made, 4, "Came two days later than hoped, with a note that said why. Fair enough."},
    {Kind::made, 3,
     "Nice work, but there is a small flaw that was not in the text. We agreed to leave it at "
     "that."},
    {Kind::made, 5, "颜色比照片还好看，手感也好。"},
    {Kind::made, 5, "Exactly right. I keep finding reasons to use it."},
    {Kind::made, 5, "The seller answered every one of my questions, and I had many."},
    {Kind::made, 4, "Good and honest. Would buy again for the price."},
    {Kind::made, 2,
     "Not my taste after all when it stood on the table. Nothing wrong with it otherwise."},
    {Kind::made, 5, "这家的东西有温度。"},
    {Kind::food, 5, "Gone by the evening. That says it all."},
    {Kind::food, 5, "Tastes like at home, only that at home nobody could bake."},
    {Kind::food, 5, "好吃！室友闻着味儿就来了。"},
    {Kind::food, 4,
     "Very good. A touch too salty for me, perfect for everybody else at the table."},
    {Kind::food, 5,
     "Still warm when I picked it up. I ate some on the way, on the tram, without regret."},
    {Kind::food, 5, "香，回甘长，第四泡还有味道。"},
    {Kind::food, 5, "We ordered again before we had finished the first."},
    {Kind::food, 4, "Generous and fresh. The label could say when it was made."},
    {Kind::food, 3, "Good, but picked up a day late (my fault) it was no longer at its best."},
    {Kind::food, 5, "My children, who eat nothing, ate this."},
    {Kind::food, 5, "跟妈妈做的一个味道，差点哭了。"},
    {Kind::food, 5, "Kept for a week as promised. I had to hide it to find out."},
    {Kind::food, 4, "Very tasty, rather sweet. With strong tea it is just right."},
    {Kind::food, 5, "For the office party. Eleven people now know this stall."},
    {Kind::food, 2,
     "One of them was broken. The seller put an extra one into the next order, so two stars become "
     "three in my head."},
    {Kind::food, 5, "The best that I have found in this town, and I have looked."},
    {Kind::used, 5, "Exactly as described, down to the scratch."},
    {Kind::used, 5, "Honest seller. Everything that was wrong with it had been said beforehand."},
    {Kind::used, 4, "Works, looks used, cost little. What more can one ask."},
    {Kind::used, 5, "It fits! I had hardly dared to hope."},
    {Kind::used, 5, "跟描述一样，很干净，还附了小卡片。"},
    {Kind::used, 4, "Smelled a bit of attic for two days. Now it smells of us."},
    {Kind::used, 5, "Found a good home with me. Thank you for the story that came with it."},
    {Kind::used, 3, "Fine for the price, but more worn than the words made me think."},
    {Kind::used, 5, "Picked it up in five minutes, rode it home in ten."},
    {Kind::used, 5, "成色比想象中新，卖家人很好。"},
    {Kind::used, 4, "Needed a clean, then it shone. Price was right."},
    {Kind::used, 5, "I would have paid more, but do not tell."},
    {Kind::plant, 5, "Two new leaves in three weeks. It likes it here."},
    {Kind::plant, 5, "Arrived upright and unshaken, wrapped like a baby."},
    {Kind::plant, 4, "Smaller than I thought, but it grows, that is what they do."},
    {Kind::plant, 5, "长得很好，附的养护说明很有用。"},
    {Kind::plant, 5, "The flowers lasted eleven days. I counted."},
    {Kind::plant, 4, "One of the four did not make it, the others are taking over the balcony."},
    {Kind::plant, 5, "Even I have not managed to kill it."},
    {Kind::plant, 3,
     "Had some small flies in the soil. A spoon of sand helped, as the seller said."},
    {Kind::plant, 5, "She asked what it was for and then bound exactly that."},
    {Kind::book, 5, "Read in two evenings. The pencil notes were a bonus."},
    {Kind::book, 5, "书况很好，包得严严实实。"},
    {Kind::book, 4, "As described. The coffee ring is where it was said to be."},
    {Kind::book, 5, "A book that I had been looking for since school. For this price!"},
    {Kind::book, 5, "Smells as a book should. Came with a pressed leaf on page 112."},
    {Kind::book, 4, "Good condition, handed over in the rain and still dry."},
    {Kind::book, 5, "孩子睡前要听三本，十本刚好。"},
    {Kind::book, 3, "Somebody had underlined the ending. I forgive, but I do not forget."},
    {Kind::book, 5, "I passed the exam. It was not only the book, but it was also the book."},
    {Kind::service, 5, "On time, friendly, done. Why is it not always like that?"},
    {Kind::service, 5, "It works again, and I learnt why it had not."},
    {Kind::service, 5, "又快又仔细，价格说多少就是多少。"},
    {Kind::service, 4, "Took a little longer than said, but the result is very good."},
    {Kind::service, 5, "I had been putting it off for a year. It took twenty minutes."},
    {Kind::service, 5, "Patient with me, and I am not easy to be patient with."},
    {Kind::service, 5, "老师很有耐心，第一节课就敢开口了。"},
    {Kind::service, 4, "Good work. Finding the address was the hard part."},
    {Kind::service, 5, "Left everything cleaner than before. I am slightly ashamed."},
    {Kind::service, 5, "Third time. I do not ask anybody else any more."},
    {Kind::service, 3, "Fine in the end, but we had to set a second date."},
    {Kind::service, 5, "师傅手艺好，还教我怎么保养。"},
    {Kind::service, 5, "A lovely evening, and my hands are still a little proud."},
    {Kind::service, 2, "Cancelled once at short notice. The second time was good, to be fair."},
    {Kind::service, 5, "You notice that they like doing it."},
};

constexpr std::string_view grateful[] = {
    "Thank you! That makes my week.",
    "谢谢支持，喜欢就好！",
    "Thank you, and greetings to whoever ate the rest.",
    "I am glad. Come by again.",
    "Thank you for saying so, and for picking it up so punctually.",
    "太开心了，下次给你留好的。",
    "Nice to read on a Monday.",
    "Thank you. I will tell the others in the shed.",
};

constexpr std::string_view sorry[] = {
    "I am sorry about that. Write to me and we find something.",
    "You are right, and I have changed the text. Thank you for saying it.",
    "抱歉，下次一定注意。已经把说明改清楚了。",
    "That was my fault. Next time you get a better one.",
};

constexpr std::string_view minds[] = {
    "Found one in the cellar", "Ordered the wrong size",         "买重了，不好意思",
    "Changed my mind",         "My flatmate had bought one too", "I am away that week after all",
};

}  // namespace

std::span<const Opinion> opinions() {
    return said;
}

std::span<const std::string_view> thanks() {
    return grateful;
}

std::span<const std::string_view> apologies() {
    return sorry;
}

std::span<const std::string_view> changes_of_mind() {
    return minds;
}

}  // namespace demo
