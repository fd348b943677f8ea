import type { components } from '@org/mock-cotter/control';

type Schemas = components['schemas'];

export type MockRequest = Schemas['Request'];
export type RequestChanges = Schemas['RequestChanges'];
export type Decision = Schemas['Decision'];
export type Session = Schemas['Session'];
export type Clocks = Schemas['Clocks'];
export type Clock = Clocks['clocks'][number];
export type Fault = Schemas['FaultRule'];
export type PublishedKeys = Schemas['PublishedKeys'];
export type MockInfo = Schemas['MockInfo'];
export type Explanation = Schemas['Explanation'];
