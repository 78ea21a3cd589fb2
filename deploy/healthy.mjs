// Health check of a container: `node deploy/healthy.mjs <url>` ends with 0 when the URL answers 2xx.
const answer = await fetch(process.argv[2]).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
