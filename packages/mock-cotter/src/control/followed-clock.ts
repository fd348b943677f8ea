import {
  createControlClient,
  type ControlClientOptions,
} from './api-client.ts';

export interface FollowClockOptions extends ControlClientOptions {
  /** Whose clock to follow. Default: the common one. */
  readonly apiKeyId?: string;
  /** How often the mock is asked for its time, in milliseconds. Default: 500. */
  readonly intervalMs?: number;
}

/** The clock of a mock in another process. */
export interface FollowedClock extends Disposable {
  /**
   * Returns the mock's time, in milliseconds since 1970, as it was known last. Pass it to `createSession` and
   * `createTokenVerifier` as their option `now`.
   */
  readonly now: () => number;
  /**
   * Asks the mock for its time now, for example after a test has advanced its clock.
   *
   * @throws {Error} if the mock does not answer, or refuses
   */
  update(): Promise<void>;
  /** Stops asking. The process can end without it. */
  stop(): void;
}

/**
 * Follows the clock of a mock in another process. While the mock does not answer, its clock is taken to run.
 *
 * @throws {Error} if the mock does not answer at first, or refuses
 */
export async function followClock({
  apiKeyId,
  intervalMs = 500,
  ...client
}: FollowClockOptions): Promise<FollowedClock> {
  const control = createControlClient(client);
  const header = apiKeyId === undefined ? {} : { API_KEY_ID: apiKeyId };
  let aheadMs = 0;
  const update = async (): Promise<void> => {
    const sentAt = Date.now();
    const { data, error } = await control.GET('/__mock/clock', {
      params: { header },
    });
    if (data === undefined)
      throw new Error(`The mock did not tell its time: ${error.msg}`);
    // The mock read its clock about halfway.
    aheadMs = data.now - (sentAt + Date.now()) / 2;
  };
  await update();
  const timer = setInterval(() => {
    update().catch(() => undefined);
  }, intervalMs);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
  };
  return {
    now: () => Math.round(Date.now() + aheadMs),
    update,
    stop,
    [Symbol.dispose]: stop,
  };
}
