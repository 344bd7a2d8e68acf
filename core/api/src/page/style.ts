/**
 * How a page looks. Each colour has a contrast of 4.5 at least with what it stands on, in both schemes;
 * a tone is always a word too. On paper it is light, and a finding is not cut in two.
 */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--code:#f3f5f7;--mark:#ffe9a8;--link:#0550ae;--bad:#b3261e;--warn:#8a5300;--note:#4a5560;--good:#1a6b34}
@media screen and (prefers-color-scheme:dark){:root{--ground:#14181d;--text:#e4e8ec;--soft:#a0aab4;--line:#3a434d;--code:#1f252c;--mark:#5c4708;--link:#85b8ff;--bad:#ff9089;--warn:#f2b84b;--note:#b3bdc7;--good:#6fd28b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:58rem;padding:1.5rem 1rem 3rem;background:var(--ground);color:var(--text);font:1rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.2rem 0 .8rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;line-height:1.4;margin:0 0 .4rem}
section>h3{margin-top:1.3rem}
h4{font-size:1rem;margin:.9rem 0 .3rem}
p,ul,ol,dl{margin:.4rem 0}
ul,ol{padding-left:1.4rem}
a{color:var(--link)}
article{margin:.9rem 0;padding:.8rem 1rem;border:1px solid var(--line);border-left:.3rem solid var(--tone,var(--line));border-radius:.3rem}
.bad{--tone:var(--bad)}.warn{--tone:var(--warn)}.note{--tone:var(--note)}.good{--tone:var(--good)}
.badge{color:var(--tone);border:1px solid;border-radius:.25rem;padding:0 .4rem;font-size:.85em;font-weight:600;white-space:nowrap}
.soft,footer{color:var(--soft)}
.soft,footer,td small{font-size:.9rem}
code,pre{font:.875em/1.5 ui-monospace,monospace}
code{background:var(--code);border-radius:.2rem;padding:.1em .25em}
pre{margin:.5rem 0;padding:.6rem .8rem;background:var(--code);border-radius:.3rem;white-space:pre-wrap}
pre code{padding:0;background:none;font-size:1em}
mark{background:var(--mark);color:inherit}
.number{color:var(--soft);user-select:none}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top}
footer{margin-top:3rem;padding-top:.6rem;border-top:1px solid var(--line)}
@media(max-width:40rem){.stack thead{position:absolute;clip-path:inset(50%)}.stack tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}.stack td{display:block;border:0;padding:.1rem 0}}
@media print{body{max-width:none;padding:0;font-size:10pt}article,tr,pre{break-inside:avoid}h2,h3{break-after:avoid}a{color:inherit}}
`.trim();
