import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const commands = [
  // Without a window and its machinery: pages open in a third of the time.
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];

const macApplications = [
  "Google Chrome.app/Contents/MacOS/Google Chrome",
  "Chromium.app/Contents/MacOS/Chromium",
  "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const windowsPrograms = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/** The Chromium-based browser: CHROMIUM_PATH, or one in a usual place. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env) {
  if (env.CHROMIUM_PATH) {
    return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined;
  }
  return usualPlaces(env).find((path) => existsSync(path));
}

function usualPlaces(env: NodeJS.ProcessEnv) {
  if (process.platform === "win32") {
    const { ProgramFiles, LOCALAPPDATA } = env;
    return places(
      [ProgramFiles, env["ProgramFiles(x86)"], LOCALAPPDATA],
      windowsPrograms,
    );
  }
  if (process.platform === "darwin") {
    const home = join(env.HOME ?? "", "Applications");
    return places(["/Applications", home], macApplications);
  }
  return places([...(env.PATH ?? "").split(delimiter), "/snap/bin"], commands);
}

function places(folders: (string | undefined)[], names: string[]) {
  return folders
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => names.map((name) => join(folder, name)));
}
