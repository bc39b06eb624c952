"""Join the icons we use into one sprite, `icons.svg`.

Run by a maintainer only, when an icon is added:

    npm pack @tabler/icons@3.51.0 && tar xzf tabler-icons-3.51.0.tgz
    python docs/recipes/make_icons.py package/icons/outline src/thidua/kernel/static/thidua/icons.svg

Our own marks (states, stations, logo) are drawn below. A mark in a sprite cannot see the page's classes,
so it paints with three inherited values only: `color` (currentColor), `fill` and `stroke` of the outer svg.
"""

import re
import sys
from pathlib import Path

TABLER = """
adjustments-horizontal alert-triangle archive arrow-back-up arrow-left arrow-right arrow-up award ballpen bell
building-community building-skyscraper bulb calendar camera chart-bar check chevron-down chevron-left
chevron-right chevron-up circle-check clipboard-list clock cloud-check cloud-off columns copy dots download edit
external-link eye eye-check file-spreadsheet file-text filter flag flag-2 help-circle history home info-circle
key language link list-check loader-2 lock logout mail menu-2 message message-circle moon paperclip phone
player-play plus printer qrcode refresh report rotate scale search select send settings share sitemap sort-ascending
speakerphone star sun table trash upload user user-check users x
""".split()

OWN = {
    # States. Silhouettes differ, so they are told apart in black and white.
    "state-disc": '<circle cx="9" cy="9" r="8.5" fill="currentColor" stroke="none"/>'
    '<path fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M5 9.4l2.7 2.7L13 6.6"/>',
    "state-star": '<path fill="currentColor" stroke="none" '
    'd="M9 0l2.6 5.9 6.4.6-4.8 4.3 1.4 6.3L9 13.8l-5.6 3.3 1.4-6.3L0 6.5l6.4-.6z"/>',
    "state-half": '<circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path fill="currentColor" stroke="none" d="M1.5 9a7.5 7.5 0 0 0 15 0z"/>',
    "state-dashed": '<circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-dasharray="2.6 2.9"/>',
    "state-dash": '<path fill="none" stroke="currentColor" stroke-width="2" d="M2 9h14"/>',
    "state-clock": '<circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M9 5v4.2l2.6 1.8"/>',
    "state-struck": '<circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<path fill="none" stroke="currentColor" stroke-width="2" d="M3.8 14.2L14.2 3.8"/>',
    "state-zero": '<ellipse cx="9" cy="9" rx="5" ry="7.5" fill="none" stroke="currentColor" stroke-width="2.4"/>',
    "state-late": '<path fill="currentColor" stroke="none" d="M9 .8L17.6 16a1 1 0 0 1-.9 1.5H1.3A1 1 0 0 1 .4 16z"/>'
    '<path fill="none" stroke-width="2" stroke-linecap="round" d="M9 6.8v4.4M9 14.2v.1"/>',
    "state-up": '<circle cx="9" cy="9" r="8.5" fill="currentColor" stroke="none"/>'
    '<path fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M9 13V5M5.4 8.4L9 5l3.6 3.4"/>',
    "state-sealed": '<path fill="currentColor" stroke="none" d="M9 0l6.4 2.6L18 9l-2.6 6.4L9 18l-6.4-2.6L0 9l2.6-6.4z"/>'
    '<path fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="M5 9.4l2.7 2.7L13 6.6"/>',
    "state-back": '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
    'd="M6.5 2L2 6.5 6.5 11M2.4 6.5H11a4.8 4.8 0 0 1 0 9.5H6"/>',
    "state-pen": '<path fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" '
    'd="M2 16l.8-4L12 2.8a1.6 1.6 0 0 1 2.3 0l.9.9a1.6 1.6 0 0 1 0 2.3L6 15.2z"/>',
    "state-ring": '<circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    '<circle cx="9" cy="9" r="3.4" fill="currentColor" stroke="none"/>',
    "state-hollow": '<circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "state-cross": '<circle cx="9" cy="9" r="8.5" fill="currentColor" stroke="none"/>'
    '<path fill="none" stroke-width="2" stroke-linecap="round" d="M6 6l6 6M12 6l-6 6"/>',
    "state-shut": '<rect x="2" y="8" width="14" height="9" rx="2" fill="currentColor" stroke="none"/>'
    '<path fill="none" stroke="currentColor" stroke-width="2" d="M5 8V5.5a4 4 0 0 1 8 0V8"/>',
    "state-laurel": '<path fill="currentColor" stroke="none" '
    'd="M9 3l1.7 3.7 4 .4-3 2.7.9 4L9 11.7l-3.6 2.1.9-4-3-2.7 4-.4z"/>'
    '<path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" '
    'd="M2.6 3.4C0 8.6 1.6 14.6 6.6 17M15.4 3.4c2.6 5.2 1 11.2-4 13.6"/>',
    # Stations of the life cycle: outer svg sets color = line, fill = paper, stroke = paper.
    "station-done": '<circle cx="15" cy="15" r="11" fill="currentColor" stroke="none"/>'
    '<path fill="none" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" d="M10 15.4l3.6 3.6 6.6-7"/>',
    "station-open": '<circle cx="15" cy="15" r="9.5" stroke="currentColor" stroke-width="2.5"/>'
    '<circle cx="15" cy="15" r="4" fill="currentColor" stroke="none"/>',
    "station-here": '<circle cx="15" cy="15" r="11.5" stroke="currentColor" stroke-width="5"/>'
    '<circle cx="15" cy="15" r="4" fill="currentColor" stroke="none"/>',
    "station-later": '<circle cx="15" cy="15" r="8" stroke="currentColor" stroke-width="2"/>',
}
BOX = {"state": "0 0 18 18", "station": "0 0 30 30"}
LOGO = (
    '<symbol id="logo" viewBox="0 0 30 30"><rect width="30" height="30" rx="8" fill="#b3261e"/>'
    '<path d="M10 7.5h4.5a7.5 7.5 0 0 1 0 15H10z" fill="none" stroke="#fff" stroke-width="3.4" '
    'stroke-linecap="round" stroke-linejoin="round"/>'
    '<path d="M6.5 15h9" stroke="#f4c64e" stroke-width="3.4" stroke-linecap="round"/></symbol>'
)


def tabler_symbol(folder: Path, name: str) -> str:
    text = (folder / f"{name}.svg").read_text()
    body = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    body = body[body.index(">", body.index("<svg")) + 1 : body.rindex("</svg>")]
    body = re.sub(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>', "", body)
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(part.strip() for part in body.splitlines())}</symbol>'


def own_symbol(name: str, body: str) -> str:
    return f'<symbol id="{name}" viewBox="{BOX[name.split("-", maxsplit=1)[0]]}">{body}</symbol>'


def main(folder: Path, target: Path) -> None:
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">']
    lines.append(
        "<!-- Tabler Icons 3.51.0, MIT (LICENSE-tabler-icons.txt); state-*, station-* and logo are ours. -->"
    )
    lines += [tabler_symbol(folder, name) for name in TABLER]
    lines += [own_symbol(name, body) for name, body in OWN.items()]
    lines += [LOGO, "</svg>", ""]
    target.write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
