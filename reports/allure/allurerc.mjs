// For Allure 3, which reads categories from its configuration only:
//   npx allure generate allure-results --config allure-results/allurerc.mjs --output allure-report
// `pingone-conformance report --allure` does the same, carries the history over, and makes one file of it.
import { readFileSync } from "node:fs";

export default {
  name: "PingOne Verify conformance",
  categories: JSON.parse(readFileSync(new URL("categories.json", import.meta.url), "utf8")),
  plugins: { awesome: { options: { groupBy: ["epic", "feature"] } } },
};
