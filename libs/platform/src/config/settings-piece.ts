import { z } from 'zod';

/**
 * The settings that one module needs, declared by that module: each environment variable with its zod schema. An app names the pieces of
 * its modules to `readConfig`, so that a process without LiveKit starts without LiveKit's secrets.
 */
export interface SettingsPiece<Values = unknown> {
  readonly schema: z.ZodType<Values>;
}

/** `shape`: by variable name. Read the values with `config.of(piece)`. */
export function declareSettings<Shape extends z.ZodRawShape>(shape: Shape): SettingsPiece<z.infer<z.ZodObject<Shape>>> {
  return { schema: z.object(shape) };
}
