import type { NamespaceContract } from '#contracts';
import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';

const namespaceKey = 'stepwell:namespace';

/** Binds a gateway to the contract of its namespace: whoever connects says what the contract asks, and passes its policy. */
export function Serves(contract: NamespaceContract): ClassDecorator {
  return applyDecorators(SetMetadata(namespaceKey, contract), WebSocketGateway({ namespace: contract.name }));
}

/** The namespaces that this process serves, by their names. Filled once at the boot. */
@Injectable()
export class Namespaces {
  private readonly byName = new Map<string, NamespaceContract>();

  /** Takes the namespace of a gateway. Throws when the gateway has no contract, or another one of the same name. */
  add(gateway: { readonly name: string }): void {
    const contract = Reflect.getMetadata(namespaceKey, gateway) as NamespaceContract | undefined;
    if (!contract) throw new Error(`The namespace of ${gateway.name} has no contract, and so no policy: serve it under @Serves`);
    const taken = this.byName.get(contract.name);
    if (taken && taken !== contract) throw new Error(`The namespace ${contract.name} of ${gateway.name} has another contract already`);
    this.byName.set(contract.name, contract);
  }

  /** Undefined for one that nobody serves. */
  of(name: string): NamespaceContract | undefined {
    return this.byName.get(name);
  }
}
