// `npm run pages`: a picture of every page in every look.

import config from "./playwright.config";

export default { ...config, testDir: "pages" };
