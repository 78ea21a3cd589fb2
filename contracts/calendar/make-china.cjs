// Writes china.json from the chinese-days package (MIT). Run after raising its version:
//   node contracts/calendar/make-china.cjs 2025-01-01 2026-12-31
// The second date is "known until": the last day whose holidays the State Council has announced.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { isWorkday } = require('chinese-days');

const [from, knownUntil] = process.argv.slice(2);
const holidays = [];
const makeUpDays = [];
for (let day = Date.parse(from); day <= Date.parse(knownUntil); day += 86_400_000) {
  const date = new Date(day).toISOString().slice(0, 10);
  const weekend = [0, 6].includes(new Date(day).getUTCDay());
  if (isWorkday(date) && weekend) makeUpDays.push(date);
  if (!isWorkday(date) && !weekend) holidays.push(date);
}
const calendar = {
  name: 'china',
  version: 0,
  utcOffsetMinutes: 480,
  knownFrom: from,
  knownUntil,
  holidays,
  makeUpDays,
};
writeFileSync(join(__dirname, 'china.json'), `${JSON.stringify(calendar, null, 2)}\n`);
