import { spawnSync } from "node:child_process";

/** The command of one of Ansible's programs, found by Python. */
export function ansible(name: string, args: string[]): [string, ...string[]] {
  return ["python3", "-m", "ansible", name, ...args];
}

const has = (program: string, args: string[]) =>
  spawnSync(program, args).status === 0;

export const hasAnsible = has("python3", ["-c", "import ansible"]);
export const hasAnsibleLint = has("python3", ["-c", "import ansiblelint"]);
export const hasNginx = has("nginx", ["-v"]);
