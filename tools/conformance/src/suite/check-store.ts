import { tokenStoreContract } from '@org/cotter-sdk/session';

/** Rejects with the first case of the contract that the store fails. The cases run side by side, because some wait. */
export async function checkStore(
  open: Parameters<typeof tokenStoreContract>[0],
): Promise<void> {
  await Promise.all(
    tokenStoreContract(open).map(async ({ name, run }) => {
      await run().catch((error: unknown) => {
        throw new Error(`${name}: ${String(error)}`);
      });
    }),
  );
}
