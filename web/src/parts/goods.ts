// What a title is about, as far as a drawing needs to know.

import { goodsPaths } from "./goodsPaths";
import { hash } from "./seed";

export type Goods = keyof typeof goodsPaths;

// The first line that fits wins, so the particular stands above the general.
const words: [Goods, RegExp][] = [
    ["cake-slice", /cake|tart|pie\b|baking|蛋糕|糕/],
    ["croissant", /bread|loaf|sourdough|bun\b|croissant|面包/],
    ["cookie", /cookie|biscuit|饼干/],
    ["candy", /candy|sweet|chocolate|糖|巧克力/],
    ["ice-cream-cone", /ice.?cream|冰淇淋/],
    ["soap-dispenser-droplet", /soap|shampoo|lotion|mask|cream|肥皂|面膜|护肤/],
    ["coffee", /mug|cup|coffee|tea\b|teapot|saucer|杯|咖啡|茶/],
    ["wine", /wine|glass\b|bottle|酒|瓶/],
    ["utensils", /plate|bowl|dish|spoon|fork|kitchen|jar\b|pot\b|碗|盘|锅/],
    ["egg", /egg|蛋/],
    ["carrot", /vegetable|carrot|veg\b|potato|菜/],
    ["apple", /apple|fruit|pear|jam|honey|orange|苹果|水果|果酱|蜂蜜/],
    ["book-open", /book|novel|atlas|diary|notebook|journal|书|笔记/],
    ["mail", /card|envelope|letter|stationery|wrap|paper|卡片|贺卡|信/],
    ["flame", /candle|t-?light|incense|lantern|蜡烛/],
    ["lamp", /lamp|light|灯/],
    ["alarm-clock", /clock|alarm|闹钟|钟/],
    ["watch", /watch\b|手表/],
    ["bike", /bike|bicycle|cycle|自行车|单车/],
    ["car", /\bcar\b|车/],
    ["camera", /camera|photo|film|lens|相机/],
    ["headphones", /headphone|earphone|speaker|耳机/],
    ["laptop", /laptop|computer|keyboard|monitor|电脑|键盘/],
    ["gamepad-2", /game|console|switch\b|游戏/],
    ["puzzle", /puzzle|jigsaw|拼图/],
    ["dice-5", /dice|board game|cards\b|骰/],
    ["toy-brick", /toy|brick|lego|doll|block|玩具|积木/],
    ["guitar", /guitar|ukulele|violin|吉他/],
    ["music", /music|record|vinyl|piano|音乐|唱片/],
    ["baby", /baby|child|kid|婴|儿童/],
    ["bird", /bird|chicken|hen\b|owl|duck|鸟|鸡/],
    ["paw-print", /dog|cat\b|pet\b|bear|bunny|狗|猫|宠/],
    ["fish", /fish|鱼/],
    ["flower-2", /flower|rose|daisy|bouquet|garland|花/],
    ["armchair", /chair|sofa|table|shelf|desk|stool|drawer|椅|桌|沙发|柜/],
    ["sprout", /plant|seed|garden|cutting|herb|植物|苗|种子/],
    ["tree-pine", /christmas|tree|xmas|圣诞|树/],
    ["leaf", /leaf|tea leaves|叶/],
    ["umbrella", /umbrella|parasol|伞/],
    ["backpack", /bag|backpack|rucksack|tote|lunch.?box|包/],
    ["footprints", /shoe|boot|sock|slipper|trainers|鞋|袜/],
    ["glasses", /glasses|spectacles|眼镜/],
    ["shirt", /shirt|jumper|dress|coat|jacket|wool|scarf|apron|衣|裙|衫|围巾/],
    ["spool", /thread|yarn|knit|sew|fabric|ribbon|quilt|布|线/],
    ["crown", /crown|princess|queen|regency|皇/],
    ["gem", /ring\b|necklace|jewel|bracelet|earring|silver|bead|戒指|项链|首饰/],
    ["star", /star|星/],
    ["heart", /heart|love|心|爱/],
    ["bell", /bell|铃/],
    ["feather", /feather|羽/],
    ["image", /frame|print|poster|picture|painting|sign\b|画|相框/],
    ["palette", /paint|art|colour|crayon|pencil|颜料|画笔/],
    ["key-round", /key|lock|钥匙|锁/],
    ["scissors", /scissor|hair|剪/],
    ["hammer", /hammer|tool|drill|saw\b|wood|工具/],
    ["bed", /bed|pillow|cushion|blanket|床|枕|毯/],
    ["bath", /bath|towel|浴|毛巾/],
    ["droplets", /water|oil|水|油/],
    ["volleyball", /ball|sport|tennis|球/],
    ["tent-tree", /tent|camp|hike|帐篷|露营/],
    ["rocket", /rocket|space|火箭/],
    ["gift", /gift|present|party|birthday|礼/],
    ["shopping-basket", /basket|box|crate|set\b|holder|tin\b|篮|盒|箱/],
];

const others: Goods[] = ["package-open", "gift", "shopping-basket", "star"];

export function goodsOf(title: string): Goods {
    const text = title.toLowerCase();
    const found = words.find(([, pattern]) => pattern.test(text));
    return found?.[0] ?? others[hash(text) % others.length] ?? "package-open";
}
