import { relative, resolve } from "node:path";
import { Writable } from "node:stream";
import {
  type IPlannedPickle,
  loadConfiguration,
  loadSources,
  loadSupport,
  runCucumber,
} from "@cucumber/cucumber/api";
import { StageError } from "../stage/errors.ts";

type Run = {
  /** Feature files, or "file:line" for one scenario. */
  paths: string[];
  /** The parameters of the world that the steps share. */
  parameters: { gatewayUrl: string };
  /** Whether the report has colours. */
  hasColors?: boolean;
  print: (text: string) => void;
};

type Result = { status: string; message?: string };

const settings = {
  import: ["bdd/*.ts"],
  format: ["progress"],
  // A pending step is a failure, as one without a definition is.
  strict: true,
  publish: false,
};

export type Scenarios = Awaited<ReturnType<typeof openScenarios>>;

/** The scenarios of a stage, with the steps that its bdd/ defines. */
export async function openScenarios(directory: string) {
  // An empty environment: its variables could let Cucumber publish a report.
  const environment = { cwd: directory, env: {} };
  const configure = (provided: object) =>
    loadConfiguration(
      { file: false, provided: { ...settings, ...provided } },
      environment,
    );
  const { runConfiguration } = await configure({});
  // Once: a module that is imported again defines nothing.
  const support = await loadSupport(runConfiguration, environment);

  return {
    /** Those of an outline once for each of its examples. */
    async list(paths: string[]): Promise<IPlannedPickle[]> {
      const { sources } = runConfiguration;
      const { plan, errors } = await loadSources(
        {
          ...sources,
          paths: paths.map((path) =>
            relative(directory, resolve(directory, path)),
          ),
        },
        environment,
      );
      if (errors.length === 0) return plan;
      const texts = errors.map(({ uri, message }) => `${uri}: ${message}`);
      throw new StageError(texts.join("\n"));
    },

    /** Runs scenarios, and prints a report; whether all have passed. */
    async run({ paths, parameters, hasColors = false, print }: Run) {
      const { runConfiguration } = await configure({
        paths: paths.map((path) =>
          relative(directory, resolve(directory, path)),
        ),
        worldParameters: parameters,
      });
      const stdout = writableTo(print);
      const env = { FORCE_COLOR: hasColors ? "1" : "0" };
      const failures: string[] = [];
      const { success } = await runCucumber(
        { ...runConfiguration, support },
        { cwd: directory, env, stdout, stderr: stdout },
        ({ testStepFinished }) => {
          if (!testStepFinished) return;
          failures.push(...failuresIn(testStepFinished.testStepResult));
        },
      );
      return { success, failures };
    },
  };
}

function failuresIn({ status, message = "" }: Result): string[] {
  if (["PASSED", "SKIPPED"].includes(status)) return [];
  return [message || `a step is ${status.toLowerCase()}`];
}

function writableTo(print: (text: string) => void) {
  return new Writable({
    write(chunk, _encoding, done) {
      print(String(chunk));
      done();
    },
  });
}
