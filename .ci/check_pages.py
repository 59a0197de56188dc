"""Holds pages against WCAG 2.1 with axe in a headless Chromium: on a phone, a desk and paper, light
and dark. Ends with 1 when a rule is broken, or when a page is wider than its window. (On paper a browser makes a
wide page smaller.)

    pip install axe-playwright-python      (playwright and axe-core, from PyPI)
    python3 .ci/check_pages.py report.html …

CHROMIUM names the browser, /usr/bin/chromium where it is not set. Nothing is fetched from the net.
"""

import os
import sys
from importlib import resources
from pathlib import Path

from playwright.sync_api import sync_playwright

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# A4 without the margins of the page's own style: 182 mm in pixels of 1/96 inch.
PAPER = 688
VIEWS = [
    (f"{name}, {scheme}", width, scheme, media)
    for name, width, media in [("phone", 360, "screen"), ("desk", 1280, "screen"), ("paper", PAPER, "print")]
    for scheme in ["light", "dark"]
]


def held(page, file, media, scheme):
    """What is wrong with a page, and how many rules hold."""
    page.emulate_media(media=media, color_scheme=scheme)
    page.goto(Path(file).resolve().as_uri())
    root = "document.documentElement"
    wide = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    is_wide = wide > 0 and media == "screen"
    wrong = [f"{wide} pixels wider than its window"] if is_wide else []
    for broken in found["violations"]:
        nodes = "".join(f"\n    {node['html']}" for node in broken["nodes"])
        wrong.append(f"{broken['id']}: {broken['help']}{nodes}")
    return wrong, len(found["passes"])


def main(files):
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    broken = 0
    with sync_playwright() as browsers:
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = browsers.chromium.launch(executable_path=program, args=flags)
        for file in files:
            for name, width, scheme, media in VIEWS:
                # The page itself allows no script; the check is one.
                view = {"width": width, "height": 800}
                context = browser.new_context(viewport=view, bypass_csp=True)
                wrong, hold = held(context.new_page(), file, media, scheme)
                context.close()
                print(f"{Path(file).name}, {name}: {hold} rules hold, {len(wrong)} are broken")
                for line in wrong:
                    print(f"  {line}")
                broken += len(wrong)
        browser.close()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
