// Renders cases with the system's Handlebars: a JSON object a line in, one a line out.
// In: template, data, fragments, options. Out: {"output": text} or {"error": message}.
"use strict";
let Handlebars;
for (const place of ["/usr/share/javascript/handlebars/handlebars.js", "handlebars"]) {
  try {
    Handlebars = require(place);
    break;
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
  }
}
if (!Handlebars) process.exit(1);
// `log` would write between the answers.
console.debug = console.info = console.warn = console.error = console.log = () => {};
process.stdout.write(JSON.stringify({ version: Handlebars.VERSION }) + "\n");

function answer(line) {
  try {
    const wanted = JSON.parse(line);
    const engine = Handlebars.create();
    for (const name of Object.keys(wanted.fragments)) {
      engine.registerPartial(name, wanted.fragments[name]);
    }
    const text = engine.compile(wanted.template, wanted.options)(wanted.data);
    // Half a character is written to a file as the replacement character.
    return { output: Buffer.from(text, "utf8").toString("utf8") };
  } catch (error) {
    return { error: String(error && error.message) };
  }
}

require("readline")
  .createInterface({ input: process.stdin, terminal: false })
  .on("line", (line) => process.stdout.write(JSON.stringify(answer(line)) + "\n"));
