const { writeSync } = require('node:fs');

/**
 * The last line of a run: `N passed, N failed` (and `, N skipped`), counted by jest. A test file that cannot even
 * be loaded, and a check that failed before (`KEQUAN_FAILED_CHECKS`), count as failed.
 */
module.exports = class TotalsReporter {
  onRunComplete(_contexts, results) {
    const failedChecks = Number(process.env.KEQUAN_FAILED_CHECKS ?? 0);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + failedChecks;
    const skipped = results.numPendingTests + results.numTodoTests;
    const totals = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // Jest's own summary comes after all other reporters, and the teardown after that.
    process.once('exit', () => writeSync(1, `${totals}\n`));
  }
};
