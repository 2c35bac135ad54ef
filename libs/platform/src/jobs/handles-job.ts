import { Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredJobs, type Job, type RegularJob } from './job.js';

const jobKey = 'stepwell:job';

type Handler<Payload> = (payload: Payload) => Promise<void>;
type Binding<Method> = (target: object, key: string, descriptor: TypedPropertyDescriptor<Method>) => void;

/** Binds a job to the method that does it. It is called inside one transaction; when it throws, nothing of it stays and it is tried again. */
export function HandlesJob<Payload>(job: Job<Payload>): Binding<Handler<Payload>>;
export function HandlesJob(job: RegularJob): Binding<() => Promise<void>>;
export function HandlesJob({ name }: { name: string }): MethodDecorator {
  return SetMetadata(jobKey, name);
}

/** Finds who does which job in this process. */
@Injectable()
export class JobHandlers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** By name. Throws a sentence that names what is wrong: a declared job that nobody does, or that two would do. */
  all(): ReadonlyMap<string, Handler<unknown>> {
    const found = new Map<string, Handler<unknown>>();
    for (const { instance } of this.discovery.getProviders()) {
      for (const [name, handler] of handlersOf(this.scanner, instance)) {
        if (found.has(name)) throw new Error(`The job ${name} has two handlers`);
        found.set(name, handler);
      }
    }
    const { jobs, regular } = declaredJobs();
    const idle = [...jobs.keys(), ...regular.keys()].filter((name) => !found.has(name));
    if (idle.length > 0) throw new Error(`These jobs have no handler in this process, which does jobs: ${idle.join(', ')}`);
    return found;
  }
}

function handlersOf(scanner: MetadataScanner, instance: unknown): [string, Handler<unknown>][] {
  if (typeof instance !== 'object' || instance === null) return [];
  const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
  if (!prototype || prototype === Object.prototype) return [];
  return scanner.getAllMethodNames(prototype).flatMap((method): [string, Handler<unknown>][] => {
    const handler = prototype[method];
    if (typeof handler !== 'function') return [];
    const name = Reflect.getMetadata(jobKey, handler) as string | undefined;
    return name === undefined ? [] : [[name, (payload) => (handler as Handler<unknown>).call(instance, payload)]];
  });
}
