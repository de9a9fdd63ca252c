// Web pages looked at in headless Chromium: node look.mjs CHROMIUM FILE...
// Prints, for each file, what is wrong with it: {"file": ["what, and where", ...]}. Nothing may be fetched from outside.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const { chromium } = require("playwright-core");
const axe = require("axe-core").source;
const [executablePath, ...files] = process.argv.slice(2);

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };
const SHEET = { width: 718, height: 1047 }; // A4 within a browser's margins
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active", colorScheme: "dark" },
};
const STOPS = 60; // how often Tab is pressed on a page

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"],
});
const found = {};
for (const file of files) {
  const said = (found[file] = []);
  for (const [look, media] of Object.entries(LOOKS)) {
    const context = await browser.newContext({ ...media, viewport: PHONE, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (/^(file|data|blob):/.test(url)) return route.continue();
      said.push(`asks for ${url}`);
      return route.abort();
    });
    page.on("pageerror", (error) => said.push(`script: ${error.message}`));
    await page.goto(pathToFileURL(path.resolve(file)).href);
    await sideways(page, `on a phone, ${look}`, said);
    await page.evaluate(axe);
    // Colours that are forced are the reader's own; axe-core sees the author's.
    const rules = { "color-contrast": { enabled: !media.forcedColors } };
    const asked = { runOnly: { type: "tag", values: RULES }, rules, resultTypes: ["violations"] };
    const run = await page.evaluate((asked) => axe.run(document, asked), asked);
    for (const rule of run.violations) said.push(`${look}: ${rule.id}: ${rule.nodes.length} times, first ${rule.nodes[0].html.slice(0, 200)}`);
    if (look === "light") {
      await page.setViewportSize(DESK);
      await keyboard(page, said);
      await page.setViewportSize(SHEET);
      await page.emulateMedia({ media: "print" });
      await sideways(page, "in print", said, SHEET.width / 4);
    }
    await context.close();
  }
}
await browser.close();
console.log(JSON.stringify(found));

// A browser prints a page that is a little too wide smaller; much smaller can't be read.
async function sideways(page, when, said, most = 0) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > most) said.push(`scrolls sideways ${when}, by ${over} pixels`);
}

// Tab goes to the way past the contents first, and to nothing that can't be seen where it stands.
async function keyboard(page, said) {
  for (let stop = 0; stop < STOPS; stop++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const box = element.getBoundingClientRect();
      const inView = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const ring = getComputedStyle(element);
      const marked = (ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 0) || ring.boxShadow !== "none";
      return { html: element.outerHTML.slice(0, 120), skips: element.matches("a[href^='#']"), inView, marked };
    });
    if (at === null) return;
    if (stop === 0 && !at.skips) said.push(`the first stop of the keyboard is no way past the contents: ${at.html}`);
    if (!at.inView) said.push(`the keyboard stops where nothing is seen: ${at.html}`);
    if (!at.marked) said.push(`a stop of the keyboard is not marked: ${at.html}`);
  }
}
