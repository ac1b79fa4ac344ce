// The messages of a generated repository, rendered by handlebars.js into the files that galley stores.
// usage: node messages.cjs record|compare FOLDER INDEX SNAPSHOTS   (compare: the bare loop, no test runner)
const fs = require('fs');
const path = require('path');
const Handlebars = require('/usr/share/javascript/handlebars/handlebars.js').create();

function quoted(text) { return JSON.stringify(text).replaceAll('--', '-\\u002d'); }

class Messages {
  constructor(folder, index) {
    const read = name => fs.readFileSync(path.join(folder, name), 'utf8');
    for (const name of fs.readdirSync(path.join(folder, 'fragments'))) {
      Handlebars.registerPartial(name.replace(/\.hbs$/, ''), Handlebars.compile(read(`fragments/${name}`)));
    }
    this.profiles = new Map(fs.readdirSync(path.join(folder, 'profiles')).sort()
      .map(name => [name.replace(/\.json$/, ''), JSON.parse(read(`profiles/${name}`))]));
    this.templates = JSON.parse(fs.readFileSync(index, 'utf8'));
    this.programs = {};
    for (const [id, template] of Object.entries(this.templates)) {
      this.programs[id] = Object.fromEntries(template.parts.map(
        part => [part, Handlebars.compile(read(`templates/${id}/${part}.hbs`))]));
    }
  }

  // The paths and texts of the files of a case, as galley stores them.
  files(id, profile) {
    const template = this.templates[id], data = { profile: this.profiles.get(profile) }, texts = {};
    for (const [part, program] of Object.entries(this.programs[id])) texts[part] = program(data);
    const stem = `${template.channel}/${id}/${profile}`;
    if (template.channel === 'sms') return [[`${stem}.sms.txt`, texts['body.txt'].trim() + '\n']];
    let envelope = '';
    for (const part of ['subject', 'preheader', 'title']) {
      if (part in texts) envelope += `${part}: ${quoted(texts[part].trim())}\n`;
    }
    for (const [name, value] of Object.entries(template.fields)) envelope += `${name}: ${quoted(value)}\n`;
    const files = [[`${stem}.html`, `<!--galley 1\n${envelope}-->\n${texts['body.html']}\n`]];
    if ('body.txt' in texts) files.push([`${stem}.txt`, texts['body.txt'] + '\n']);
    return files;
  }

  * cases() {
    for (const id of Object.keys(this.templates)) for (const profile of this.profiles.keys()) yield [id, profile];
  }
}
module.exports = { Messages, version: Handlebars.VERSION };

if (require.main === module) {
  const [command, folder, index, snapshots] = process.argv.slice(2);
  if (command === 'version') {
    console.log(`handlebars.js ${Handlebars.VERSION}, node ${process.versions.node}`);
    process.exit(0);
  }
  const messages = new Messages(folder, index);
  let passed = 0, failed = 0;
  for (const [id, profile] of messages.cases()) {
    let isEqual = true;
    for (const [name, text] of messages.files(id, profile)) {
      const file = path.join(snapshots, name);
      if (command === 'record') {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
      } else if (fs.readFileSync(file, 'utf8') !== text) {
        isEqual = false;
      }
    }
    if (isEqual) passed += 1; else failed += 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
