import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { html as renderPatch } from "diff2html";
import { build } from "esbuild";
import type { Comparison, FileChange } from "../diff/compare.ts";
import { figuresOf } from "../diff/figures.ts";
import { type Group, groups } from "../diff/groups.ts";
import { wholePatch } from "../diff/hunks.ts";
import { escapeHtml } from "./escape.ts";
import { renderSummary } from "./summary.ts";

/** A comparison as one page that needs no other file and no network. */
export async function renderPage(comparison: Comparison): Promise<string> {
  const { from, to } = comparison;
  const diff2htmlStyle = "diff2html/bundles/css/diff2html.min.css";
  const [libraryStyle, style, script] = await Promise.all([
    bundleForBrowser(createRequire(import.meta.url).resolve(diff2htmlStyle)),
    bundleForBrowser(fileURLToPath(new URL("./page.css", import.meta.url))),
    bundleForBrowser(fileURLToPath(new URL("./browser.ts", import.meta.url))),
  ]);
  const parts = groups.map((group) => renderGroup(group, comparison));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${from} → ${to}</title>
<link rel="icon" href="data:,">
<style>
${libraryStyle}${style}</style>
</head>
<body>
${renderSummary(comparison)}
<main>
${parts.join("")}</main>
<script>
${script}</script>
</body>
</html>
`;
}

function renderGroup(group: Group, { changes }: Comparison) {
  const members = changes.filter((change) => change.group === group);
  if (members.length === 0) return "";
  const { files, added, removed } = figuresOf(members);
  const open = group === "lesson" ? " open" : "";
  const noun = files === 1 ? "file" : "files";
  return `<details class="group"${open}>
<summary><h2>${group}</h2> ${files} ${noun} ${signed(added, removed)}</summary>
${members.map(renderFile).join("")}</details>
`;
}

function renderFile(change: FileChange) {
  const { path, oldPath, status, added, removed } = change;
  const was = oldPath ? `from ${escapeHtml(oldPath)}` : "";
  const figures = status === "binary" ? "" : signed(added, removed);
  return `<details class="file" open>
<summary><h3>${escapeHtml(path)}</h3> ${status} ${was} ${figures}</summary>
${renderLines(change)}</details>
`;
}

/** Both versions side by side; a new or deleted file in one column. */
function renderLines({ path, status, before, after }: FileChange) {
  if (status === "binary") return "<p>A binary file: not shown.</p>";
  if (before === after) return "<p>Only the path has changed.</p>";
  const hasBoth = status === "changed" || status === "moved";
  return renderPatch(wholePatch(path, before, after), {
    outputFormat: hasBoth ? "side-by-side" : "line-by-line",
    drawFileList: false,
    matching: "lines",
  });
}

function signed(added: number, removed: number) {
  const plus = added > 0 ? `<b class="plus">+${added}</b>` : "";
  const minus = removed > 0 ? `<b class="minus">−${removed}</b>` : "";
  return plus + minus;
}

async function bundleForBrowser(file: string) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
