"""How the web page looks: a sheet of its own, in relative lengths, for light, dark and high-contrast screens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.colours import ENOUGH, contrast, dark

LIGHT, DARK = "#f3f4f5", "#23272c"
"""What words stand on, by day and by night: the page or, harder to read on, a heading's band."""
_STEPS = 20
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

SHEET = """
:root{color-scheme:light dark;--ground:#ffffff;--ink:#0b0c0c;--quiet:#505a5f;--line:#8a9299;--link:#1a5dab;--band:#f3f4f5}
html{font:100%/1.55 Arial,"Helvetica Neue",Helvetica,"Liberation Sans",system-ui,sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink)}
body>header,body>footer,nav.all,main{max-width:76rem;margin:0 auto;padding:0 1rem}
body>header,body>footer{color:var(--quiet);font-size:.9rem}
main{padding-bottom:2rem}
main:focus{outline:none}
main>*,nav.all>*,section>*{max-width:44rem}
main>.scroll,main>section,section>.scroll{max-width:none}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em;font-weight:bold;overflow-wrap:break-word}
h1{font-size:1.9rem;margin-top:1rem}h2{font-size:1.5rem}h3{font-size:1.25rem}h4{font-size:1.1rem}h5,h6{font-size:1rem}
p,ul,ol,figure,.box,.n{margin:0 0 .8em}
p,li,td,th,.n,dd{overflow-wrap:break-word}
ul,ol{padding-inline-start:1.5em}
li>ul,li>ol{margin-bottom:.3em}
li{margin-bottom:.3em}
ol,.toc ul{list-style-type:"";padding-inline-start:0}
ol ol,ul ol,.toc ul ul{padding-inline-start:1.25em}
.n{display:flex;gap:.6em}
li>.n,.n>p{margin:0}
.lb{flex:none;min-width:2em}
h1 .lb,h2 .lb,h3 .lb,h4 .lb,h5 .lb,h6 .lb{margin-inline-end:.5em}
.n>:last-child{flex:1;min-width:0}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:.2rem solid var(--link);outline-offset:.15rem}
.on a,.on a:visited{color:inherit}
.skip{position:absolute;top:0;background:var(--ink);color:var(--ground);padding:.8rem 1rem;z-index:1}
.skip:not(:focus),.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;padding:0}
.toc li{margin:0}
.toc a{display:inline-block;min-height:1.5rem;padding:.15rem 0}
.toc .n a,.toc .lb{padding:.15rem 0}
nav.all{margin-top:1rem}
@media (min-width:80rem){
body.sided{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:96rem;margin:0 auto}
.sided>header,.sided>footer{grid-column:1/-1;width:100%;box-sizing:border-box;max-width:none}
.sided>nav.all{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;box-sizing:border-box;width:100%;font-size:.9rem}
.sided>main{margin:0;width:100%;box-sizing:border-box;min-width:0}
}
nav.all h2{font-size:1.1rem;margin:.5rem 0}
img{max-width:100%;height:auto}
.window{position:relative;display:inline-block;overflow:hidden;max-width:100%}
details{margin:0 0 1.2em}
summary{cursor:pointer;padding:.3rem 0;min-height:1.5rem}
figure{margin-left:0;margin-right:0}
figcaption,caption{font-weight:bold;text-align:left;padding:.4rem 0}
.below{caption-side:bottom}
.scroll{overflow-x:auto;margin:0 0 1.2em}
.eq{display:block;overflow-x:auto;padding:.2em 0}
table{border-collapse:collapse;width:100%;margin:0 0 1.2em}
.scroll>table{margin:0}
td,th{border:1px solid var(--line);padding:.45rem .6rem;text-align:left;vertical-align:top}
th{font-weight:bold}
thead th{background:var(--band)}
:where(.on) thead th:where(:not(.on)){background:none}
.slim{table-layout:fixed}
.slim td,.slim th,.box{overflow-wrap:anywhere}
.plain>tbody>tr>td{border-color:transparent}
td>:last-child,th>:last-child,li>:last-child,.box>:last-child{margin-bottom:0}
.box{border:1px solid var(--line);padding:.8rem 1rem}
.mid{text-align:center}.end{text-align:right}
[dir=rtl]{text-align:right}[dir=ltr]{text-align:left}
[dir=rtl] td,[dir=rtl] th,[dir=rtl] caption{text-align:right}
.i1{margin-inline-start:1.25rem}.i2{margin-inline-start:2.5rem}.i3{margin-inline-start:3.75rem}
.caps{text-transform:uppercase}.small-caps{font-variant:small-caps}
.code{font-family:"Liberation Mono",Consolas,monospace}
.tab{white-space:pre}
sup,sub{line-height:0}
sup a{padding:.2rem}
.back{display:inline-block;min-width:1.5rem;min-height:1.5rem;text-align:center}
section.notes{border-top:1px solid var(--line);margin-top:2rem}
@media (min-width:48rem){.left{float:left;margin:0 1rem .5rem 0}.right{float:right;margin:0 0 .5rem 1rem}}
@media (prefers-color-scheme:dark){
:root{--ground:#16191d;--ink:#f1f3f4;--quiet:#b4bcc2;--line:#7d878f;--link:#8ab8f0;--band:#23272c}
img{background:#fff}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media (forced-colors:active){.box,td,th{border-color:CanvasText}thead th{background:Canvas}}
@media print{
html{font-size:10pt}
body.sided{display:block}
:root{--ground:#fff;--ink:#000;--quiet:#333;--line:#777;--link:#000;--band:#eee}
.skip,nav.all,.back{display:none}
.scroll{overflow:visible}
details:not([open]){display:none}
.scroll>table{min-width:0!important}
td,th{padding:.3rem .4rem}
td .box,th .box{overflow-wrap:break-word;padding:.2rem .4rem}
h1,h2,h3,h4,h5,h6,caption{break-after:avoid}
tr,img{break-inside:avoid}
}
"""


@dataclass
class Looks:
    """The looks that only this page has, each a class, by day and where they differ by night."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, by_day: str, by_night: str = "") -> str:
        """The class for CSS declarations; nothing for none."""
        if not by_day:
            return ""
        key = (by_day, by_night if by_night != by_day else "")
        return self.names.setdefault(key, f"c{len(self.names)}")

    def css(self) -> str:
        """All the classes."""
        day = "".join(f".{name}{{{by_day}}}\n" for (by_day, _), name in self.names.items())
        night = "".join(f".{name}{{{by_night}}}\n" for (_, by_night), name in self.names.items() if by_night)
        return f"{day}@media screen and (prefers-color-scheme:dark){{\n{night}}}\n" if night else day

    def surface(self, ground: str, ink: str = "") -> str:
        """The class of words on an author's shading: the same by day and by night, and always to be read."""
        return self.of(f"background:{ground};color:{readable(ink or best_ink(ground), ground)}")

    def ink(self, colour: str, ground: str) -> str:
        """The class of words in an author's colour: as near to it as can be read on what they stand on."""
        if ground:
            return self.of(f"color:{readable(colour, ground)}")
        return self.of(f"color:{readable(colour, LIGHT)}", f"color:{readable(colour, DARK)}")


def colour(named: str) -> str:
    """A colour as a file names it where it is one (#rrggbb); nothing where it is none."""
    return named if _COLOUR.fullmatch(named) else ""


def best_ink(ground: str) -> str:
    """Black or white, whichever is read better on a colour."""
    if dark(ground):
        return "#ffffff"
    return "#0b0c0c" if contrast("#0b0c0c", ground) >= ENOUGH else "#000000"


def readable(colour: str, ground: str) -> str:
    """A colour, made darker or lighter until it stands out from ``ground`` by 4.5 to 1."""
    if contrast(colour, ground) >= ENOUGH:
        return colour
    end = best_ink(ground)
    for step in range(1, _STEPS):
        mixed = _mixed(colour, end, step / _STEPS)
        if contrast(mixed, ground) >= ENOUGH:
            return mixed
    return end


def _mixed(one: str, other: str, share: float) -> str:
    parts = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
