// `npm run measure`: figures of the pages, one browser at a time, on a machine left alone.

import config from "./playwright.config";

export default { ...config, testDir: "measure", workers: 1, reporter: [["line"]] as [["line"]] };
