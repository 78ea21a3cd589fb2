/** A field of an answer by its path (`items.0.status`); undefined when there is none. */
export function fieldOf(body: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
      body,
    );
}
