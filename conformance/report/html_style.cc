#include "conformance/report/html_style.h"

namespace mdmock::conformance {

std::string_view HtmlStyle() {
  return R"css(
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --line: #d5dae1; --code: #f1f3f6;
  --text: #1c2128; --quiet: #545d68; --link: #0a55b0;
  --good: #0f6b2e; --bad: #b3152b; --doubt: #855000; --still: #656e7a;
  --good-tint: #e9f6ed; --bad-tint: #fdecee; --doubt-tint: #fdf3e0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1217; --card: #161b22; --line: #313943; --code: #0e1217;
    --text: #e4e9ef; --quiet: #a0abb8; --link: #7cbaff;
    --good: #5ad27a; --bad: #ff8a84; --doubt: #e6b450; --still: #8f9aa7;
    --good-tint: #12261a; --bad-tint: #2d161a; --doubt-tint: #2b2210;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px;
}
.skip-link { position: absolute; left: -99rem; }
.skip-link:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
pre {
  margin: .4rem 0 .9rem; padding: .75rem .9rem; background: var(--code);
  border: 1px solid var(--line); border-radius: 6px;
  overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45;
}
.verdict {
  margin: 2rem 0 1.25rem; padding: 1.5rem 1.75rem; border-radius: 10px;
  border: 1px solid var(--line); border-left: .5rem solid var(--tone);
  background: var(--tint);
}
.verdict.good { --tone: var(--good); --tint: var(--good-tint); }
.verdict.bad { --tone: var(--bad); --tint: var(--bad-tint); }
.verdict.doubt { --tone: var(--doubt); --tint: var(--doubt-tint); }
.verdict h1 { margin: .1rem 0 .3rem; font-size: 1.9rem; line-height: 1.2; color: var(--tone); letter-spacing: -.01em; }
.verdict p { margin: .2rem 0; }
.body .kicker { margin: .5rem 0 0; }
.kicker { color: var(--quiet); font-size: .9rem; }
.subject { font-size: 1.05rem; overflow-wrap: anywhere; }
.bar { display: flex; gap: 2px; height: .6rem; margin: 1.1rem 0 .7rem; border-radius: .3rem; overflow: hidden; }
.bar span { min-width: .35rem; background: var(--still); }
.bar .passed { background: var(--good); }
.bar .failed { background: var(--bad); }
.bar .warned, .bar .not-judged { background: var(--doubt); }
.jump { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; }
.jump b { font-variant-numeric: tabular-nums; }
section { margin: 0 0 1.75rem; }
h2 { margin: 2.25rem 0 .6rem; font-size: 1.35rem; }
h3 { margin: 1.6rem 0 .5rem; font-size: 1.05rem; }
h4 { margin: .9rem 0 .2rem; font-size: .9rem; font-weight: 600; overflow-wrap: anywhere; }
.num { color: var(--quiet); font-weight: 400; }
.check { margin: .4rem 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.check > summary {
  display: grid; grid-template-columns: 1.2rem 1fr auto; gap: 0 .6rem; align-items: baseline;
  padding: .55rem .9rem; cursor: pointer; list-style: none;
}
.check > summary::-webkit-details-marker { display: none; }
.check > summary:hover { background: var(--code); border-radius: 8px; }
.check[open] > summary { border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0; }
.mark { font-weight: 700; text-align: center; color: var(--tone); }
.name { overflow-wrap: anywhere; font-weight: 600; }
.asks { grid-column: 2 / -1; color: var(--quiet); font-size: .92rem; }
.tags { white-space: nowrap; font-size: .8rem; color: var(--quiet); }
.tags .outcome { color: var(--tone); font-weight: 700; }
.failed { --tone: var(--bad); }
.passed { --tone: var(--good); }
.warned, .not-judged { --tone: var(--doubt); }
.expected, .skipped, .information { --tone: var(--still); }
.check.failed, .check.not-judged { border-left: 4px solid var(--tone); }
.body { padding: .75rem 1.1rem .9rem 2.7rem; }
.found { margin: .1rem 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.found.strong { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0; font-size: .92rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.again { margin: .6rem 0 .1rem; }
.again code { display: block; margin-top: .2rem; padding: .5rem .8rem; background: var(--code); border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere; user-select: all; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--card); font-size: .93rem; }
th, td { padding: .4rem .7rem; text-align: left; border: 1px solid var(--line); vertical-align: top; }
th { background: var(--code); font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.word-good { color: var(--good); font-weight: 600; }
.word-bad { color: var(--bad); font-weight: 600; }
.word-doubt { color: var(--doubt); font-weight: 600; }
.plain > summary { cursor: pointer; padding: .3rem 0; }
footer { color: var(--quiet); font-size: .88rem; padding-bottom: 3rem; }
@media (max-width: 40rem) {
  .verdict { padding: 1.1rem; }
  .verdict h1 { font-size: 1.45rem; }
  .body { padding-left: 1rem; }
  .tags { grid-column: 2 / -1; }
  .check > summary { grid-template-columns: 1.2rem 1fr; }
}
@media print {
  :root {
    --page: #fff; --card: #fff; --code: #fff; --line: #999; --text: #000; --quiet: #333;
    --good: #000; --bad: #000; --doubt: #000; --still: #333; --link: #000;
    --good-tint: #fff; --bad-tint: #fff; --doubt-tint: #fff;
  }
  body { font-size: 10.5pt; }
  .skip-link, .jump { display: none; }
  .check, .verdict { break-inside: avoid-page; }
  pre { break-inside: auto; }
}
)css";
}

}  // namespace mdmock::conformance
