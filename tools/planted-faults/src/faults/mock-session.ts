// The mock remembers sessions wrongly.
import type { PlantedFault } from '../fault.ts';

const SESSIONS = 'packages/mock-cotter/src/state/sessions.ts';

export const mockSessionFaults: readonly PlantedFault[] = [
  {
    id: 'mock/reuse-revokes-nothing',
    harm: 'a client that sends a used refresh token does not learn that it ends the session',
    edits: [
      {
        file: SESSIONS,
        find: "end(number, session, 'reused');\n        return 'reused';",
        replace: "return 'reused';",
      },
    ],
    by: '11-rotation',
    proof: async ({ startMock }) => {
      const { login, refresh } = await startMock();
      const { refresh_token } = await login();
      const { next = '' } = await refresh(refresh_token);
      await refresh(refresh_token);
      return (await refresh(next)).status;
    },
  },
  {
    id: 'mock/sign-out-revokes-nothing',
    harm: 'a session that a user ended goes on',
    edits: [
      {
        file: SESSIONS,
        find: "end(found.number, found.session, 'signed out');",
        replace: 'void found.number;',
      },
    ],
    by: '11-rotation',
    proof: async ({ startMock }) => {
      const { login, refresh, send } = await startMock();
      const { refresh_token } = await login();
      await send('signOut', {
        headers: { Cookie: `cotter_refresh_token=${refresh_token}` },
      });
      return (await refresh(refresh_token)).status;
    },
  },
];
