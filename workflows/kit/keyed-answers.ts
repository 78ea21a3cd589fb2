/**
 * The answers of one run to one kind of message, by the keys of the messages. Only what was done is remembered; a refusal is
 * remembered by nobody (docs/reference/keys-and-refusals.md, M28).
 */
export class KeyedAnswers<Answer> {
  private readonly underWay = new Map<string, Promise<Answer>>();
  private readonly done = new Map<string, Answer>();

  /** Whether the message of this key was done, or is being done. */
  know(key: string): boolean {
    return this.done.has(key) || this.underWay.has(key);
  }

  /** The answer under a key; asks for the doing when it was not done, and is not being done. @throws what the doing throws */
  async of(key: string, doing: () => Promise<Answer>): Promise<Answer> {
    const before = this.done.get(key);
    if (before !== undefined || this.done.has(key)) return before as Answer;
    const other = this.underWay.get(key);
    if (other) return other;
    const mine = doing();
    this.underWay.set(key, mine);
    try {
      const answer = await mine;
      this.done.set(key, answer);
      return answer;
    } finally {
      this.underWay.delete(key);
    }
  }
}
