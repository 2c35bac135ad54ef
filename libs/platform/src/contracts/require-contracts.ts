import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Namespaces } from '../sockets/namespaces.js';
import { contractKey } from './contract-key.js';

/** Stops the boot when a route, a socket event or a namespace has no contract, and so no policy. */
@Injectable()
export class RequireContracts implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly namespaces: Namespaces,
  ) {}

  onApplicationBootstrap(): void {
    const bare = [...this.discovery.getControllers(), ...this.discovery.getProviders()].flatMap(({ instance }) => handlersWithoutContract(this.scanner, instance));
    if (bare.length > 0) throw new Error(`These routes or events have no contract and policy: ${bare.join(', ')}`);
    for (const { metatype } of this.discovery.getProviders()) if (metatype && Reflect.hasMetadata('websockets:is_gateway', metatype)) this.namespaces.add(metatype);
  }
}

/** Names of the methods that Nest would serve though no contract is bound to them. */
function handlersWithoutContract(scanner: MetadataScanner, instance: unknown): string[] {
  if (typeof instance !== 'object' || instance === null) return [];
  const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
  if (!prototype || prototype === Object.prototype) return [];
  return scanner.getAllMethodNames(prototype).flatMap((name) => {
    const method = prototype[name];
    if (typeof method !== 'function') return [];
    const served = Reflect.hasMetadata('path', method) || Reflect.hasMetadata('websockets:message_mapping', method);
    return served && !Reflect.hasMetadata(contractKey, method) ? [`${prototype.constructor?.name ?? '?'}.${name}`] : [];
  });
}
