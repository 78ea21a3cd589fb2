import type { Client } from '@temporalio/client';
import { INDEXED_VALUE_TYPES, SEARCH_ATTRIBUTES, type SearchAttributeName } from '@kequan/contracts';

/**
 * Makes the namespace know the search attributes of open processes; those that it knows are left as they are. Two that do so at
 * once do no harm.
 * @throws Error of the server when it does not take them
 */
export async function registerSearchAttributes(client: Client): Promise<void> {
  const missing = await missingOf(client);
  if (missing.length === 0) return;
  const { namespace } = client.options;
  const searchAttributes = Object.fromEntries(
    missing.map((name) => [name, INDEXED_VALUE_TYPES[SEARCH_ATTRIBUTES[name]]]),
  );
  try {
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    // Another process of the same start was first: what counts is that they are there.
    if ((await missingOf(client)).length > 0) throw error;
  }
}

async function missingOf(client: Client): Promise<SearchAttributeName[]> {
  const { namespace } = client.options;
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
  return (Object.keys(SEARCH_ATTRIBUTES) as SearchAttributeName[]).filter(
    (name) => !(name in customAttributes),
  );
}
