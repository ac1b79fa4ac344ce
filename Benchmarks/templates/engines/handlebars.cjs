// handlebars.js: obeys the commands of compare.py on standard input. usage: node handlebars.cjs hbs|plain FOLDER PROFILES
const fs = require('fs');
const [form, folder, file] = process.argv.slice(2);
const Handlebars = require('/usr/share/javascript/handlebars/handlebars.js').create();
const profiles = JSON.parse(fs.readFileSync(file, 'utf8'));
const read = name => fs.readFileSync(`${folder}/${form}/${name}.hbs`, 'utf8');
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];
const two = number => String(number).padStart(2, '0');

if (form === 'hbs') Handlebars.registerHelper({
  default: (value, other) => value == null || value === '' || value === false ? other : value,
  capitalize: text => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
  upper: text => String(text).toUpperCase(),
  truncate: (text, most) => text.length <= most ? text : text.slice(0, most - 3) + '...',
  date: (text, pattern) => {
    const date = new Date(text.replace(' ', 'T') + 'Z');
    return pattern.replace(/%([dBY])/g, (_, letter) => letter === 'd' ? two(date.getUTCDate())
      : letter === 'B' ? months[date.getUTCMonth()] : date.getUTCFullYear());
  },
  cents: amount => `${Math.trunc(amount / 100)}.${two(Math.abs(amount % 100))}`,
  urlencode: text => encodeURIComponent(text).replace(/%20/g, '+'),
  eq: (a, b) => a === b, ne: (a, b) => a !== b, gt: (a, b) => a > b, lt: (a, b) => a < b,
  even: number => number % 2 === 0, plus: (a, b) => a + b, minus: (a, b) => a - b, times: (a, b) => a * b,
});
for (const name of ['button', 'footer', 'header', 'price', 'row']) {
  Handlebars.registerPartial(name, Handlebars.compile(read(name)));
}
const templates = { cart: Handlebars.compile(read('cart')), sms: Handlebars.compile(read('sms')) };

// One thread's time cannot be asked for; on one core the engine's own helpers are part of the cost.
const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };

require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const [command, name, argument] = line.split(' ');
  if (command === 'version') {
    console.log(`handlebars.js ${Handlebars.VERSION}, node ${process.versions.node}`);
  } else if (command === 'output') {
    fs.writeFileSync(argument, profiles.map(profile => templates[name](profile)).join('\0'));
    console.log('ok');
  } else if (command === 'time') {
    const template = templates[name], batches = [];
    const stop = Date.now() + Number(argument) * 1000;
    while (Date.now() < stop) {
      const start = cpu();
      let used = 0, renders = 0;
      while (used < 0.005) {
        // The text is flattened: V8 would otherwise only note the pieces.
        for (const profile of profiles) Buffer.byteLength(template(profile));
        renders += profiles.length;
        used = cpu() - start;
      }
      batches.push(used / renders);
    }
    console.log(batches.join(' '));
  }
});
