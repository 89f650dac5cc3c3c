import { readFile } from "node:fs/promises";
import { transform } from "esbuild";
import type { Comparison, FileChange } from "../diff/compare.ts";
import { figuresOf } from "../diff/figures.ts";
import { type Group, groups } from "../diff/groups.ts";
import { escapeHtml } from "./escape.ts";
import { renderFileTable } from "./file-table.ts";
import { renderSummary } from "./summary.ts";

/** A comparison as one page that needs no other file and no network. */
export async function renderPage(comparison: Comparison): Promise<string> {
  const { from, to } = comparison;
  const [style, script] = await Promise.all([readStyle(), readScript()]);
  const parts = groups.map((group) => renderGroup(group, comparison));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${from} → ${to}</title>
<link rel="icon" href="data:,">
<style>
${style}</style>
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
${renderFileTable(change)}</details>
`;
}

function signed(added: number, removed: number) {
  const plus = added > 0 ? `<b class="plus">+${added}</b>` : "";
  const minus = removed > 0 ? `<b class="minus">−${removed}</b>` : "";
  return plus + minus;
}

async function readStyle() {
  const style = await readFile(new URL("./page.css", import.meta.url), "utf8");
  const { code } = await transform(style, { loader: "css", minify: true });
  return code;
}

async function readScript() {
  const url = new URL("./browser.ts", import.meta.url);
  const source = await readFile(url, "utf8");
  const { code } = await transform(source, { loader: "ts", minify: true });
  return code;
}
