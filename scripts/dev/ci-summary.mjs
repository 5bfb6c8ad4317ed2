// Adds up the report of .ci/run: a test that ran in one of several runs is not skipped; what was skipped is named.
import { readFileSync } from 'node:fs';

const rank = { skipped: 0, passed: 1, failed: 2 };
const tests = new Map();
for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const { file, name, status } = JSON.parse(line);
  const key = `${file} › ${name}`;
  const before = tests.get(key);
  if (before === undefined || rank[status] > rank[before]) tests.set(key, status);
}
const named = (wanted) => [...tests].filter(([, status]) => status === wanted).map(([key]) => key);
const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(named);
console.log('');
for (const key of skipped) console.log(`skipped: ${key}`);
for (const key of failed) console.log(`FAILED: ${key}`);
console.log(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exit(failed.length > 0 || passed.length === 0 ? 1 : 0);
