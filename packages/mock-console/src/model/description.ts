import { signal } from '@preact/signals';
import { control } from '../connection/client.ts';
import type { Fault } from './schemas.ts';

/** A field of a fault, as the description of the control API has it. */
interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type FaultKind = Fault['kind'];
export type FaultField = Exclude<keyof Fault, 'kind' | 'number'>;

/** What the page reads from the description of the control API. */
export interface Description {
  readonly components: {
    /** Which fields each kind has in addition to `delayMs`. */
    readonly 'x-fault-fields': Readonly<
      Record<FaultKind, readonly FaultField[]>
    >;
    readonly 'x-required-fault-field': Readonly<
      Partial<Record<FaultKind, FaultField>>
    >;
    readonly schemas: {
      readonly FaultRule: {
        readonly properties: Readonly<Record<FaultField, FieldSchema>> & {
          readonly kind: { readonly enum: readonly FaultKind[] };
        };
      };
    } & Readonly<
      Record<
        'EventTokenOrder' | 'IdentityTokenOrder' | 'JwtOrder',
        {
          readonly properties: {
            readonly defect: { readonly enum: readonly string[] };
          };
        }
      >
    >;
  };
}

/** The description of the control API, once it has been asked for. */
export const description = signal<Description | undefined>(undefined);

let asked: Promise<void> | undefined;

/** Asks for the description, once. */
export function loadDescription(): void {
  asked ??= (async () => {
    try {
      const { data } = await control.GET('/__mock/openapi.json');
      description.value = data as unknown as Description | undefined;
    } catch {
      // The next panel that needs it asks again.
    }
    if (description.value === undefined) asked = undefined;
  })();
}
