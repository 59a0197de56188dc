// Holds pages against WCAG 2.1 with axe, in a headless Chromium: on a phone and a desk, light and
// dark, and on paper. Ends with 1 when a rule is broken or a page is wider than its window.
//
//   npm install --no-save axe-core playwright-core
//   node docs/images/check.mjs report.html
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const views = [
  { name: 'phone', width: 360, colorScheme: 'light' },
  { name: 'phone, dark', width: 360, colorScheme: 'dark' },
  { name: 'desk', width: 1280, colorScheme: 'light' },
  { name: 'desk, dark', width: 1280, colorScheme: 'dark' },
  { name: 'paper', width: 700, colorScheme: 'light', media: 'print' },
];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let broken = 0;
for (const file of process.argv.slice(2)) {
  for (const { name, width, colorScheme, media } of views) {
    // The page itself allows no script; the check is one.
    const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true };
    const page = await (await browser.newContext(options)).newPage();
    if (media) await page.emulateMedia({ media });
    await page.goto(`file://${resolve(file)}`);
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    await page.addScriptTag({ content: axe });
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
    const { passes, violations } = await page.evaluate((tags) => axe.run({ runOnly: tags }), tags);
    console.log(`${file}, ${name}: ${passes.length} rules hold, ${violations.length} are broken`);
    for (const { id, help, nodes } of violations) {
      console.log(`  ${id}: ${help}\n    ${nodes.map((node) => node.html).join('\n    ')}`);
    }
    if (wide > 0 && !media) console.log(`  ${wide} pixels wider than its window`);
    broken += violations.length + (wide > 0 && !media ? 1 : 0);
    await page.context().close();
  }
}
await browser.close();
process.exitCode = broken > 0 ? 1 : 0;
