import { z } from 'zod';

/**
 * A schema of ours as JSON Schema, draft 7, which editors complete and check files by. What refers from one place of a file to another
 * (names of actors, their order) cannot be said in it; readScenario checks that.
 * @param name what the schema is called where editors show it
 */
export function jsonSchema(schema: z.ZodType, name: string): object {
  return { title: name, ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) };
}
