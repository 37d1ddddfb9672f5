import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const document = join(folder, "..", "CustomerOps.Contracts", "specs", "openapi", "v1.json");

function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder, encoding: "utf8", timeout: 240_000,
    env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
  });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout + stderr;
}

test("the committed document is lint clean", () => {
  const said = run(process.execPath, join("node_modules", "@redocly", "cli", "bin", "cli.js"), "lint", "--config", "redocly.yaml", document);
  assert.doesNotMatch(said, /warning/i);
});

test("the typed client is generated from it and compiles", () => {
  run("npm", "run", "build");
  assert.ok(existsSync(join(folder, "dist", "client.js")));
});
