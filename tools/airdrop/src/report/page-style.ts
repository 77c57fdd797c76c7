/** All the style of the page: it must be readable without any network. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #60646c; --line: #dcdfe4; --paper: #fff; --tint: #f4f6f8;
  --good: #18794e; --warn: #ad5700; --bad: #ce2c31; --accent: #3451b2;
  --p1: #3451b2; --p2: #0d74ce; --p3: #18794e; --p4: #8145b5; --p5: #60646c; }
@media (prefers-color-scheme: dark) { :root { --ink: #edeef0; --soft: #b0b4ba; --line: #363a3f; --paper: #111113;
  --tint: #1a1d21; --good: #3dd68c; --warn: #ffa057; --bad: #ff9592; --accent: #9eb1ff;
  --p1: #9eb1ff; --p2: #70b8ff; --p3: #3dd68c; --p4: #d19dff; --p5: #b0b4ba; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main, header.top { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
header.top { padding-top: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; text-wrap: balance; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .4rem 0; } .soft { color: var(--soft); } a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .5rem 0; position: sticky; top: 0; z-index: 1;
  background: var(--paper); border-bottom: 1px solid var(--line); }
.badge { display: inline-block; padding: .1rem .6rem; border-radius: 1rem; font-weight: 600; font-size: .85rem;
  border: 1px solid currentColor; vertical-align: middle; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1rem 0; }
.tile { background: var(--tint); border-radius: .5rem; padding: .6rem .8rem; }
.tile b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; line-height: 1.25; }
.tile span { color: var(--soft); font-size: .85rem; }
.notes { list-style: none; padding: 0; margin: 0; } .notes li { padding: .45rem .75rem; margin: .35rem 0;
  border-left: .25rem solid var(--line); background: var(--tint); border-radius: 0 .4rem .4rem 0; }
.notes li.bad { border-color: var(--bad); color: inherit; } .notes li.warn { border-color: var(--warn); color: inherit; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
code, .mono { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
.track { position: relative; height: 1.5rem; background: var(--tint); border-radius: .3rem; margin: .2rem 0; }
.bar { position: absolute; top: .2rem; bottom: .2rem; min-width: 3px; border-radius: .2rem; background: var(--c); }
.bar.failed { outline: 2px solid var(--bad); outline-offset: 1px; }
.row { display: grid; grid-template-columns: 13rem 1fr; gap: .75rem; align-items: center; font-size: .88rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .85rem; }
.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; background: var(--c);
  vertical-align: -1px; margin-right: .3rem; }
.meter { background: var(--tint); border-radius: .2rem; height: .7rem; } .meter i { display: block; height: 100%;
  background: var(--p2); border-radius: .2rem; min-width: 2px; }
section[id], details { scroll-margin-top: 3.5rem; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0; background: var(--paper); }
summary { cursor: pointer; padding: .5rem .75rem; overflow-wrap: anywhere; }
summary:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid var(--accent);
  outline-offset: 2px; }
details[open] > summary { border-bottom: 1px solid var(--line); }
.pair { display: grid; grid-template-columns: 1fr 1fr; } .pair > section { padding: .5rem .75rem; min-width: 0; }
.pair > section + section { border-left: 1px solid var(--line); } .pair h4 { margin: .25rem 0; font-size: .9rem; }
dl { margin: 0; } dt { color: var(--soft); font-size: .82rem; margin-top: .45rem; } dd { margin: 0; overflow-wrap: anywhere; }
.body { border: 1px dashed var(--line); border-radius: .4rem; padding: .25rem .75rem; max-height: 24rem; overflow: auto; }
.body pre { overflow-x: auto; background: var(--tint); padding: .5rem; } .body img { max-width: 100%; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .5rem 0; }
input, select { font: inherit; color: inherit; background: var(--tint); border: 1px solid var(--line);
  border-radius: .4rem; padding: .35rem .6rem; max-width: 100%; }
footer { max-width: 72rem; margin: 2rem auto; padding: 0 1.25rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 44rem) { .pair, .row { grid-template-columns: 1fr; } .row { gap: 0; }
  .pair > section + section { border-left: 0; border-top: 1px solid var(--line); } }
@media print { nav, .tools { display: none; } }
`;
