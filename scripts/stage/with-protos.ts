import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import protobuf from "protobufjs";

/** Contracts of a stage, and the packages that load a .proto of their own. */
const loading =
  /([/\\]protobuf[/\\]\w+\.ts|[/\\](health|reflection-v\w+)\.js)$/;
const proto = /["'](\.[\w./]+\.proto)["']/;

/**
 * A bundle runs without the .proto files that the stage and its packages would
 * load from their folders: it contains them.
 */
export const withProtos: Plugin = {
  name: "with-protos",
  setup({ onLoad }) {
    onLoad({ filter: loading }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const [, file] = proto.exec(text) ?? [];
      if (!file) return undefined;
      const content = protobuf.loadSync(join(dirname(path), file));
      const contents = withContent(text, JSON.stringify(content));
      return { contents, loader: path.endsWith(".ts") ? "ts" : "js" };
    });
  },
};

function withContent(text: string, json: string): string {
  return text
    .replace(/new URL\("\.\/\w+\.proto", import\.meta\.url\)/, () => json)
    .replace(/\bloadSync(\)?)\([^,]+,/, (_, end = "") => {
      return `fromJSON${end}(${json},`;
    })
    .replaceAll("__dirname", '"."');
}
