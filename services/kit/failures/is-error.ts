/** Whether something is an error; also one of another realm, as a test's errors of Node's own calls are: `instanceof` does not know those. */
export function isError(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && 'message' in thrown;
}
