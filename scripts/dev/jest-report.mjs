// A jest reporter for .ci/run: one JSON line a test, so that several runs can be added up by name.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

const statusOf = {
  passed: 'passed',
  failed: 'failed',
  pending: 'skipped',
  todo: 'skipped',
  skipped: 'skipped',
};

class Report {
  onTestResult(test, result) {
    const file = process.env.HUB_TEST_REPORT;
    if (!file) return;
    const path = relative(process.cwd(), test.path);
    const lines = result.testResults.map(({ fullName, status }) => ({
      file: path,
      name: fullName,
      status: statusOf[status] ?? 'failed',
    }));
    if (result.testExecError || lines.length === 0)
      lines.push({ file: path, name: 'runs', status: 'failed' });
    appendFileSync(file, lines.map((line) => JSON.stringify(line) + '\n').join(''));
  }
}

export { Report as default };
