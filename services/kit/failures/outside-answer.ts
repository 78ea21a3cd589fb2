/** A system outside answered a call, but not with what was asked for. Tells its status and never its words: they may repeat personal data. */
export class OutsideAnswer extends Error {
  override readonly name = 'OutsideAnswer';

  /** @param who the system, as an operator reads it @param status the HTTP status */
  constructor(
    who: string,
    readonly status: number,
  ) {
    super(`${who} answers ${status}`);
  }
}
