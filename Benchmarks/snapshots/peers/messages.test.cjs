// node:test: a test for each case, each of its outputs compared with a file.
// SNAPSHOTS_FOLDER, SNAPSHOTS_INDEX and SNAPSHOTS_STORED say which repository and where the files are.
const assert = require('node:assert');
const fs = require('fs');
const path = require('path');
const { describe, test } = require('node:test');
const { Messages } = require('./messages.cjs');
const { SNAPSHOTS_FOLDER, SNAPSHOTS_INDEX, SNAPSHOTS_STORED } = process.env;
const messages = new Messages(SNAPSHOTS_FOLDER, SNAPSHOTS_INDEX);

for (const id of Object.keys(messages.templates)) {
  describe(id, () => {
    for (const profile of messages.profiles.keys()) {
      test(profile, () => {
        for (const [name, text] of messages.files(id, profile)) {
          assert.strictEqual(text, fs.readFileSync(path.join(SNAPSHOTS_STORED, name), 'utf8'));
        }
      });
    }
  });
}
