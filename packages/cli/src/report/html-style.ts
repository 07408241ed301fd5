// How the page of a report looks: on a phone, on a screen, in the dark and on paper.

const light = `--ground:#f7f8fa;--card:#ffffff;--text:#1c2128;--muted:#57606c;--border:#d5dae1;--soft:#eef1f5;--accent:#4a31a8;
--red:#99182a;--red-soft:#fde7e7;--red-line:#d9606a;--amber:#6f4a00;--amber-soft:#fcf0cf;--amber-line:#c3951f;
--green:#10602c;--green-soft:#dff6e5;--green-line:#3fa45f;--blue:#0b5568;--blue-soft:#def0f5;--blue-line:#5aa9bd;`;

const dark = `--ground:#0c1015;--card:#11151b;--text:#e8ecf2;--muted:#a0aab8;--border:#2b333f;--soft:#1b222c;--accent:#cdbffb;
--red:#ffb0b4;--red-soft:#431a20;--red-line:#c4535e;--amber:#f3d27a;--amber-soft:#3a2d0c;--amber-line:#a37c1d;
--green:#8fe3a8;--green-soft:#14361f;--green-line:#3f9a5b;--blue:#9fdcec;--blue-soft:#123d49;--blue-line:#3c8ca0;`;

export const pageCss: string = `:root{color-scheme:light dark;${light}--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
code,pre{font-family:var(--mono);font-size:.875em}
h1,h2,h3,p,ul,ol,dl,dd{margin:0}
h1,h2,h3,li,p,td,th{overflow-wrap:anywhere}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;z-index:1;padding:.5rem 1rem;background:var(--card)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
header,main,footer{max-width:76rem;margin-inline:auto;padding-inline:1.25rem}
header{padding-block:2.25rem 1.25rem}
.brand{display:flex;align-items:center;gap:.5rem;font-weight:600;font-size:.875rem;color:var(--muted)}
.mark{width:1rem;height:1rem;border-radius:.25rem;background:linear-gradient(var(--accent) 0 32%,transparent 32% 40%,var(--blue-line) 40% 64%,transparent 64% 72%,var(--green-line) 72%)}
h1{margin-top:.75rem;font-size:clamp(1.6rem,1.1rem + 2.4vw,2.4rem);line-height:1.15;letter-spacing:-.02em;text-wrap:balance}
.place{margin-top:.5rem;color:var(--muted)}
.dot{margin-inline:.5rem}
.verdict{border:1px solid;border-left-width:5px;border-radius:.6rem;padding:.85rem 1.1rem}
.verdict ul{padding-left:1.2rem;margin-top:.25rem}
.verdict p+p,.verdict ul+p{margin-top:.5rem}
.decide{background:var(--amber-soft);border-color:var(--amber-line)}
.decide strong{color:var(--amber)}
.fine{background:var(--green-soft);border-color:var(--green-line)}
.fine strong{color:var(--green)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,8.75rem),1fr));gap:.75rem;margin-top:1rem}
.facts>div{background:var(--card);border:1px solid var(--border);border-radius:.6rem;padding:.75rem 1rem}
.facts dt{font-size:.8125rem;color:var(--muted)}
.facts strong{font-size:1.5rem;line-height:1.3;letter-spacing:-.01em}
.facts span{color:var(--muted);font-size:.875rem}
section{margin-top:2.5rem}
h2{font-size:1.25rem;letter-spacing:-.01em;margin-bottom:.75rem}
.picture{overflow-x:auto;background:var(--card);border:1px solid var(--border);border-radius:.6rem}
.picture svg{display:block;height:auto;margin-inline:auto}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;padding:0;margin-block:.6rem;font-size:.875rem;color:var(--muted)}
.legend b{display:inline-block;min-width:1.6em;text-align:center;padding-inline:.3em;border-radius:.25rem;background:var(--soft);color:var(--text);font:600 .8125em/1.6 var(--mono)}
.legend .added{background:var(--green-soft);color:var(--green)}
.legend .removed{background:var(--red-soft);color:var(--red)}
.legend .changed{background:var(--amber-soft);color:var(--amber)}
details{margin-top:.6rem}
summary{cursor:pointer;width:fit-content;max-width:100%;padding:.2rem .35rem;margin-left:-.35rem;border-radius:.35rem;font-weight:500;overflow-wrap:anywhere}
summary:hover{background:var(--soft)}
.inside{margin-top:.5rem}
.migrations,.findings{list-style:none;padding:0;display:grid;gap:.75rem}
article{background:var(--card);border:1px solid var(--border);border-radius:.6rem;padding:1rem 1.15rem;min-width:0}
.migrations{counter-reset:migration}
.migrations>li{counter-increment:migration;min-width:0}
.migrations h3{font:600 .9375rem/1.45 var(--mono)}
.migrations h3::before{content:counter(migration) ". ";color:var(--muted);font-weight:400}
.findings>li{min-width:0}
.findings h3{font-size:1rem;line-height:1.45;font-weight:600}
.file{font-size:.8125rem;color:var(--muted);font-family:var(--mono);margin-top:.25rem}
.file code{font-size:1em;color:var(--text)}
.muted{color:var(--muted);font-size:.9375rem}
.phase{margin-top:.4rem;color:var(--muted);font-size:.9375rem}
.phase b,.severity{display:inline-block;padding:.05rem .55rem;border-radius:1rem;border:1px solid;font-size:.8125rem;font-weight:600;line-height:1.5;margin-right:.35rem;background:var(--soft);color:var(--text);border-color:var(--border)}
.phase.expand b,.phase.data b{background:var(--green-soft);color:var(--green);border-color:var(--green-line)}
.phase.contract b,.warning .severity{background:var(--amber-soft);color:var(--amber);border-color:var(--amber-line)}
.phase.mixed b,.phase.unknown b,.blocking .severity{background:var(--red-soft);color:var(--red);border-color:var(--red-line)}
.advice .severity{background:var(--blue-soft);color:var(--blue);border-color:var(--blue-line)}
.problem{margin-top:.5rem;padding:.5rem .75rem;border-radius:.4rem;background:var(--red-soft);color:var(--red)}
.effects,.changes{padding-left:1.2rem;margin-top:.5rem;list-style:disc}
table+p{margin-top:.6rem}
.statements{padding-left:0;list-style:none;display:grid;gap:.5rem}
.statements>li{min-width:0}
pre{margin:0;padding:.65rem .85rem;border-radius:.4rem;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere;tab-size:2}
pre code{font-size:.8125rem;line-height:1.6}
pre+pre{margin-top:.5rem}
.group{margin:0;border:1px dashed var(--border);border-radius:.4rem;padding:.35rem .6rem}
.group summary{margin-left:0}
.sql-keyword{color:var(--accent);font-weight:600}
.sql-string,.sql-blob{color:var(--green)}
.sql-number,.sql-parameter{color:var(--blue)}
.sql-comment{color:var(--muted);font-style:italic}
.findings p.muted{margin-block:.4rem .5rem}
.findings .file+pre{margin-top:.5rem}
section>.muted{margin-bottom:.5rem}
section>h3{margin-top:1rem;font-size:1rem}
.instead{margin-block:.6rem .25rem;font-size:.8125rem;font-weight:600;color:var(--muted)}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--border);border-radius:.6rem}
caption{text-align:left;color:var(--muted);font-size:.875rem;padding-bottom:.35rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .85rem;border-top:1px solid var(--border)}
thead th{border-top:0;font-size:.8125rem;color:var(--muted)}
tbody th{font-weight:400}
footer{padding-block:2.5rem;color:var(--muted);font-size:.875rem}
@media (max-width:40rem){header,main,footer{padding-inline:.9rem}article{padding:.85rem .9rem}th,td{padding-inline:.6rem}}
@media print{
:root{--ground:#fff}
body{font-size:10.5pt}
header{padding-top:0}
header,main,footer{max-width:none;padding-inline:0}
.skip{display:none}
details::details-content{content-visibility:visible;display:block;height:auto}
.picture{overflow:visible;border:0}
.picture svg{max-width:100%;max-height:24cm}
article,.facts>div,.verdict,tr{break-inside:avoid}
h2,h3,summary{break-after:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
